package io.restproducer.operator.serviceid;

import static io.restproducer.operator.reconcile.ConditionType.ACCEPTED;
import static io.restproducer.operator.reconcile.ConditionType.KEYS_PROPAGATED;
import static io.restproducer.operator.reconcile.ConditionType.PROGRESSING;
import static io.restproducer.operator.reconcile.ConditionType.READY;
import static io.restproducer.operator.reconcile.ConditionType.STALLED;

import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.keytable.TableRoom;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a view means, condition by condition. Pure; names and numbers, never a key. */
final class ServiceIdFindings {
  private final View view;
  private final CertificateFindings certificates;
  private final String producer;

  ServiceIdFindings(View view) {
    this.view = view;
    this.certificates = new CertificateFindings(view);
    this.producer = view.serviceId().getSpec().restProducerRef.name;
  }

  List<Finding> all() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        view.refusal()
            .or(certificates::conflict)
            .orElseGet(() -> Finding.yes(ACCEPTED, Reason.VALID, "the spec is understood")));
    findings.add(ready());
    certificates.ready().ifPresent(findings::add);
    keys().ifPresent(findings::add);
    rotation().or(this::heldBack).ifPresent(findings::add);
    view.refusal()
        .map(refusal -> Finding.yes(STALLED, refusal.reason(), refusal.message()))
        .or(certificates::stalled)
        .ifPresent(findings::add);
    return findings;
  }

  private Finding ready() {
    if (view.refusal().isPresent()) {
      return no(Reason.NOT_ACCEPTED, view.refusal().get().message());
    }
    if (view.isSuspended()) {
      return view.isRevoked()
          ? no(Reason.SUSPENDED, "suspended: " + refusing())
          : waiting("suspended, but not yet obeyed by every pod");
    }
    Finding key = view.wantsKey() ? keyReady() : keyDisabled();
    return key.isTrue() ? certificates.hindrance().orElse(key) : key;
  }

  private Finding keyDisabled() {
    return view.hasNoBearerKey()
        ? Finding.yes(READY, Reason.KEY_DISABLED, "it has no API key, as apiKey.enabled says")
        : waiting("its API key is being revoked");
  }

  private Finding keyReady() {
    if (view.held().publishedKey().isEmpty()) {
      return view.standing().isPresent() && view.standing().get().access().isEmpty()
          ? no(Reason.WAITING_FOR_ENDPOINT, "RestProducer " + producer + " has no endpoint yet")
          : waiting("the API key is published once every pod knows it");
    }
    String published = view.held().publishedKey().get().id();
    if (view.isListedAsRevoked(published)) {
      return waiting("API key " + published + " is revoked; another is published in its place");
    }
    return view.isGranted() && view.isSettled()
        ? Finding.yes(
            READY,
            Reason.PUBLISHED,
            "API key %s is in Secret %s and known to every pod"
                .formatted(
                    published, KeySecrets.published(view.serviceId().getMetadata().getName())))
        : waiting("the latest change is not yet known to every pod");
  }

  /** There only while a key waits to take the place of another. */
  private Optional<Finding> rotation() {
    boolean waits =
        view.standing()
            .flatMap(Standing::refused)
            .filter(Reason.ROTATION_WAITS_FOR_ROOM::equals)
            .isPresent();
    return view.successor()
        .map(
            next ->
                waits
                    ? Finding.no(
                        PROGRESSING,
                        Reason.ROTATION_WAITS_FOR_ROOM,
                        "API key %s waits until there is room in the key table of RestProducer %s (%d bytes, the limit of a Secret)"
                            .formatted(next.id(), producer, TableRoom.OF_A_SECRET))
                    : Finding.yes(
                        PROGRESSING,
                        Reason.ROTATING,
                        "API key %s is published once every pod knows it".formatted(next.id())
                            + pods()));
  }

  private Optional<Finding> heldBack() {
    return ClientCertificates.rotation(view.serviceId(), view.now())
        .heldBack(view.held())
        .map(
            key ->
                Finding.no(
                    PROGRESSING,
                    Reason.ROTATION_BLOCKED_BY_CERTIFICATES,
                    "API key %s is due for rotation, but client certificates work only while it does (apiKeyId): %s; remove apiKeyId from them, or raise apiKey.generation to replace it all the same"
                        .formatted(
                            key.id(),
                            String.join(
                                ", ", ClientCertificates.boundTo(view.serviceId(), key.id())))));
  }

  private String refusing() {
    return view.standing().map(Standing::givenUp).orElse(List.of()).isEmpty()
        ? "every pod refuses its keys"
        : "every pod that answers refuses its keys" + pods();
  }

  private Finding waiting(String what) {
    return no(Reason.WAITING_FOR_PODS, what + pods());
  }

  private Optional<Finding> keys() {
    if (view.standing().isEmpty()) {
      return Optional.empty();
    }
    List<String> silent = view.standing().get().givenUp();
    boolean known = view.isSettled() && silent.isEmpty();
    return Optional.of(
        known
            ? Finding.yes(KEYS_PROPAGATED, Reason.KEYS_KNOWN, "every pod knows its keys")
            : Finding.no(
                KEYS_PROPAGATED, Reason.WAITING_FOR_PODS, "not yet in force everywhere" + pods()));
  }

  private String pods() {
    return told(": waiting for ", view.standing().map(Standing::waitingFor))
        + told(
            ": not answering and no longer waited for: ", view.standing().map(Standing::givenUp));
  }

  private static String told(String before, Optional<List<String>> pods) {
    return pods.filter(names -> !names.isEmpty())
        .map(names -> before + String.join("; ", names))
        .orElse("");
  }

  private static Finding no(Reason reason, String message) {
    return Finding.no(READY, reason, message);
  }
}
