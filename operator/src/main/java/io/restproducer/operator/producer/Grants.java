package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.crds.ApiKeySpec;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.crds.TimeSpan;
import io.restproducer.operator.keytable.Credential;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeyRules;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.permission.Ceiling;
import io.restproducer.operator.permission.Permission;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Ownership;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** ServiceIds and the Secrets that hold their keys, as the key table wants them. Pure. */
final class Grants {
  private Grants() {}

  /**
   * A grant, within its ceiling, for every ServiceId that {@code permission} lets in; a Secret
   * counts only for the ServiceId beside it that controls it.
   */
  static List<Grant> of(
      Permission permission,
      Collection<ServiceId> serviceIds,
      Collection<Secret> secrets,
      OpenedCertificates.Look opened) {
    Map<String, List<Secret>> byController =
        secrets.stream().collect(Collectors.groupingBy(Grants::controller));
    Map<String, Optional<Ceiling>> ceilings = new HashMap<>();
    return serviceIds.stream()
        .flatMap(
            sid ->
                ceilings
                    .computeIfAbsent(sid.getMetadata().getNamespace(), permission::ceiling)
                    .map(ceiling -> grant(sid, ceiling, byController, opened))
                    .stream())
        .toList();
  }

  private static Grant grant(
      ServiceId serviceId,
      Ceiling ceiling,
      Map<String, List<Secret>> byController,
      OpenedCertificates.Look opened) {
    String uid = serviceId.getMetadata().getUid();
    String name = serviceId.getMetadata().getName();
    Map<String, Secret> own =
        byController.getOrDefault(uid, List.of()).stream()
            .filter(secret -> Ownership.isBeside(serviceId, secret))
            .collect(Collectors.toMap(s -> s.getMetadata().getName(), Function.identity()));
    List<Credential> credentials =
        List.of(KeySecrets.published(name), KeySecrets.next(name)).stream()
            .map(own::get)
            .filter(secret -> secret != null)
            .flatMap(secret -> KeySecrets.credential(secret).stream())
            .toList();
    ServiceIdSpec spec = serviceId.getSpec();
    return new Grant(
        new ServiceIdentity(serviceId.getMetadata().getNamespace(), name, uid),
        Role.valueOf(spec.role.name()),
        ceiling.within(Request.of(serviceId).topics()),
        quota(spec.quota),
        isLive(serviceId),
        spec.apiKey.enabled,
        serviceId.getMetadata().getCreationTimestamp(),
        credentials,
        rules(spec.apiKey, Optional.ofNullable(own.get(KeySecrets.published(name)))),
        CertificateGrants.of(serviceId, own, opened));
  }

  private static KeyRules rules(ApiKeySpec spec, Optional<Secret> published) {
    return new KeyRules(
        spec.revokedIds == null ? Set.of() : Set.copyOf(spec.revokedIds),
        TimeSpan.parse(spec.gracePeriod).orElse(KeyRules.USUAL_GRACE_PERIOD),
        published.flatMap(KeyFacts::of).flatMap(KeyFacts::publishedAt));
  }

  private static Optional<Quota> quota(ServiceIdSpec.Quota spec) {
    return Optional.ofNullable(spec)
        .map(
            quota ->
                new Quota(
                    optional(quota.requestsPerSecond),
                    quota.bytesPerSecond == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(quota.bytesPerSecond),
                    optional(quota.maxInFlight)))
        .filter(quota -> !quota.equals(Quota.NONE));
  }

  private static OptionalInt optional(Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static boolean isLive(ServiceId serviceId) {
    return serviceId.getMetadata().getDeletionTimestamp() == null && !serviceId.getSpec().suspend;
  }

  /** The UID of who controls {@code secret}; empty: nobody. */
  static String controller(Secret secret) {
    return secret.getMetadata().getOwnerReferences().stream()
        .filter(reference -> Boolean.TRUE.equals(reference.getController()))
        .map(OwnerReference::getUid)
        .findFirst()
        .orElse("");
  }
}
