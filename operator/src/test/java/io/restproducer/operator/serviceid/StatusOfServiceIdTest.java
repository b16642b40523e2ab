package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.crds.ServiceIdStatus.ApiKey.State;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.Standing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatusOfServiceIdTest {
  private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Access ACCESS = new Access("https://localhost:30000", "ca");

  private final ApiKey former = ApiKey.mint(new Random(6));
  private final ApiKey key = ApiKey.mint(new Random(7));
  private final ServiceId checkout =
      Serialization.unmarshal(
          """
          metadata: {namespace: shop, name: checkout, uid: uid-1}
          spec: {restProducerRef: {name: gateway}}
          """,
          ServiceId.class);

  @Test
  void showsEachKeyAsItStands() {
    Instant end = MADE.plusSeconds(60);
    assertThat(keys(published(key), entry(key, null), entry(former, end)))
        .extracting(shown -> shown.id, shown -> shown.state, shown -> shown.expiresAt)
        .containsExactlyInAnyOrder(
            tuple(key.id(), State.ACTIVE, null),
            tuple(former.id(), State.RETIRING, "2026-01-01T00:01:00Z"));
  }

  @Test
  void aKeyWhoseSecretIsGoneRetiresWithoutAnEndYet() {
    assertThat(keys(HeldKeys.none(), entry(former, null)))
        .singleElement()
        .matches(shown -> shown.state == State.RETIRING && shown.expiresAt == null);
  }

  @Test
  void theDateOfAKeyIsTheOneThatIsNotedWithIt() {
    assertThat(keys(published(key), entry(key, null)).get(0).createdAt)
        .isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void aRevokedKeyIsShownAsLongAsItIsListedAndNoOther() {
    checkout.getSpec().apiKey.revokedIds = List.of(former.id(), "AAAAAAAAAAAA");
    checkout.setStatus(new ServiceIdStatus());
    checkout.getStatus().apiKeys = keys(published(former), entry(former, null));

    List<ServiceIdStatus.ApiKey> revoked = keys(published(key), entry(key, null));
    assertThat(revoked)
        .extracting(shown -> shown.id, shown -> shown.state)
        .containsExactlyInAnyOrder(
            tuple(key.id(), State.ACTIVE), tuple(former.id(), State.REVOKED));
    assertThat(revoked).allMatch(shown -> shown.createdAt != null && shown.sha256 != null);

    checkout.getStatus().apiKeys = revoked;
    checkout.getSpec().apiKey.revokedIds = null;
    assertThat(keys(published(key), entry(key, null)))
        .extracting(shown -> shown.id)
        .containsExactly(key.id());
  }

  /** Between two writes of its publication; two entries of one id are no status. */
  @Test
  void aKeyThatBothSecretsHoldIsShownOnce() {
    Secret next = KeySecret.next(checkout, key, facts(key));
    assertThat(keys(published(key).withNext(next))).hasSize(1);
  }

  private List<ServiceIdStatus.ApiKey> keys(HeldKeys held, KeyEntry... entries) {
    Standing standing =
        new Standing(
            List.of(entries),
            List.of(entries).stream().map(KeyEntry::id).toList(),
            true,
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(ACCESS));
    return StatusOfServiceId.of(
            new View(checkout, Optional.empty(), Optional.of(standing), held, MADE.plusSeconds(5)))
        .apiKeys;
  }

  private HeldKeys published(ApiKey held) {
    return new HeldKeys(
        Optional.of(KeySecret.published(checkout, held, facts(held), ACCESS)), Optional.empty());
  }

  private static KeyFacts facts(ApiKey of) {
    return new KeyFacts(of.id(), MADE, Optional.of(MADE), 0);
  }

  private static KeyEntry entry(ApiKey of, Instant end) {
    return new KeyEntry(
        of.id(),
        of.sha256(),
        new ServiceIdentity("shop", "checkout", "uid-1"),
        Role.EDITOR,
        List.of(),
        Optional.ofNullable(end),
        1);
  }
}
