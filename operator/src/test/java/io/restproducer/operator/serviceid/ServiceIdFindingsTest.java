package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServiceIdFindingsTest {
  private static final Access ACCESS = new Access("https://localhost:30000", "ca");

  private static final KeyFacts FACTS =
      new KeyFacts("", Instant.EPOCH, Optional.of(Instant.EPOCH), 0);

  private final ServiceId checkout = new ServiceId();
  private final ApiKey key = ApiKey.mint(new Random(7));
  private Optional<Finding> refusal = Optional.empty();
  private Optional<Standing> standing = Optional.empty();
  private final ApiKey next = ApiKey.mint(new Random(8));
  private Optional<Reason> refused = Optional.empty();
  private boolean published;
  private boolean waits;

  ServiceIdFindingsTest() {
    checkout.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("checkout")
            .withUid("uid-1")
            .build());
    checkout.setSpec(new ServiceIdSpec());
    checkout.getSpec().restProducerRef = new ServiceIdSpec.RestProducerReference();
    checkout.getSpec().restProducerRef.name = "gateway";
    checkout.getSpec().topics = List.of("orders");
  }

  @Test
  void isReadyWhenEveryPodKnowsKeyAndGrant() {
    published = true;
    standing = standing(List.of(entry("orders")), true, List.of(), List.of());
    Finding ready = finding(ConditionType.READY);
    assertThat(ready.isTrue()).isTrue();
    assertThat(ready.message()).contains(key.id(), "checkout-api-key");
    assertThat(finding(ConditionType.KEYS_PROPAGATED).isTrue()).isTrue();
  }

  @Test
  void saysWhichPodsAreWaitedFor() {
    standing =
        standing(
            List.of(entry("orders")),
            false,
            List.of("pods to start: a, b", "c (TableRefused)"),
            List.of());
    Finding ready = finding(ConditionType.READY);
    assertThat(ready.reason()).isEqualTo(Reason.WAITING_FOR_PODS);
    assertThat(ready.message())
        .isEqualTo(
            "the API key is published once every pod knows it:"
                + " waiting for pods to start: a, b; c (TableRefused)");
  }

  @Test
  void aPodThatNobodyWaitsForAnyMoreIsNamedAndDoesNotHoldReadinessUp() {
    published = true;
    standing = standing(List.of(entry("orders")), true, List.of(), List.of("b (PodUnreachable)"));
    assertThat(finding(ConditionType.READY).isTrue()).isTrue();
    Finding keys = finding(ConditionType.KEYS_PROPAGATED);
    assertThat(keys.isTrue()).isFalse();
    assertThat(keys.message())
        .endsWith(": not answering and no longer waited for: b (PodUnreachable)");
  }

  @Test
  void aGrantThatIsNotYetInTheTableIsNotReady() {
    published = true;
    standing = standing(List.of(entry("payments")), true, List.of(), List.of());
    assertThat(finding(ConditionType.READY).reason()).isEqualTo(Reason.WAITING_FOR_PODS);
  }

  @Test
  void aSuspendedOneSaysWhetherEveryPodObeys() {
    published = true;
    checkout.getSpec().suspend = true;
    standing = standing(List.of(entry("orders")), false, List.of("a (Pending)"), List.of());
    assertThat(finding(ConditionType.READY).message())
        .isEqualTo("suspended, but not yet obeyed by every pod: waiting for a (Pending)");
    standing = standing(List.of(), true, List.of(), List.of());
    assertThat(finding(ConditionType.READY).reason()).isEqualTo(Reason.SUSPENDED);
    assertThat(finding(ConditionType.READY).message())
        .isEqualTo("suspended: every pod refuses its keys");
  }

  @Test
  void aSuspendedOneNamesAPodThatMayNotObey() {
    checkout.getSpec().suspend = true;
    standing = standing(List.of(), true, List.of(), List.of("b (PodUnreachable)"));
    assertThat(finding(ConditionType.READY).message())
        .isEqualTo(
            "suspended: every pod that answers refuses its keys: not answering and no longer waited"
                + " for: b (PodUnreachable)");
  }

  @Test
  void aRefusalNeedsAPersonAndStandsInEveryCondition() {
    refusal =
        Optional.of(
            Finding.no(ConditionType.ACCEPTED, Reason.PRODUCER_NOT_FOUND, "there is no gateway"));
    assertThat(finding(ConditionType.ACCEPTED).isTrue()).isFalse();
    assertThat(finding(ConditionType.READY).reason()).isEqualTo(Reason.NOT_ACCEPTED);
    assertThat(finding(ConditionType.STALLED).reason()).isEqualTo(Reason.PRODUCER_NOT_FOUND);
  }

  @Test
  void saysThatAKeyIsAboutToTakeThePlaceOfAnother() {
    published = true;
    standing = standing(List.of(entry("orders")), true, List.of(), List.of());
    assertThat(findings()).noneMatch(found -> found.type() == ConditionType.PROGRESSING);
    waits = true;
    assertThat(finding(ConditionType.PROGRESSING).reason()).isEqualTo(Reason.ROTATING);
    assertThat(finding(ConditionType.PROGRESSING).message()).contains(next.id());
  }

  @Test
  void aKeyThatWaitsForRoomTakesNothingFromReadiness() {
    published = true;
    waits = true;
    refused = Optional.of(Reason.ROTATION_WAITS_FOR_ROOM);
    standing = standing(List.of(entry("orders")), true, List.of(), List.of());
    assertThat(finding(ConditionType.READY).isTrue()).isTrue();
    assertThat(finding(ConditionType.PROGRESSING).isTrue()).isFalse();
    assertThat(finding(ConditionType.PROGRESSING).message())
        .contains(next.id(), "key table of RestProducer gateway (1048576 bytes");
  }

  @Test
  void aRevokedKeyIsNotReadyAndSaysThatAnotherComes() {
    published = true;
    checkout.getSpec().apiKey.revokedIds = List.of(key.id());
    standing = standing(List.of(), true, List.of(), List.of());
    assertThat(finding(ConditionType.READY).isTrue()).isFalse();
    assertThat(finding(ConditionType.READY).message())
        .isEqualTo("API key " + key.id() + " is revoked; another is published in its place");
  }

  @Test
  void noConditionHoldsTheKey() {
    published = true;
    standing = standing(List.of(entry("orders")), true, List.of(), List.of());
    assertThat(findings().toString()).doesNotContain(key.reveal());
  }

  private Finding finding(ConditionType type) {
    return findings().stream().filter(f -> f.type() == type).findFirst().orElseThrow();
  }

  private List<Finding> findings() {
    Optional<Secret> secret =
        published
            ? Optional.of(KeySecret.published(checkout, key, FACTS, ACCESS))
            : Optional.empty();
    HeldKeys held =
        new HeldKeys(
            secret, waits ? Optional.of(KeySecret.next(checkout, next, FACTS)) : Optional.empty());
    return new ServiceIdFindings(new View(checkout, refusal, standing, held, Instant.EPOCH)).all();
  }

  private Optional<Standing> standing(
      List<KeyEntry> entries, boolean obeyed, List<String> waitingFor, List<String> givenUp) {
    List<String> known = obeyed ? entries.stream().map(KeyEntry::id).toList() : List.of();
    return Optional.of(
        new Standing(entries, known, obeyed, waitingFor, givenUp, refused, Optional.of(ACCESS)));
  }

  private KeyEntry entry(String topic) {
    return new KeyEntry(
        key.id(),
        key.sha256(),
        new ServiceIdentity("shop", "checkout", "uid-1"),
        Role.EDITOR,
        List.of(new TopicPattern(topic)),
        Optional.empty(),
        1);
  }
}
