package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.ProducerId;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The two Secrets of a client certificate: where it waits, and what callers use. Pure. */
final class CertificateSecret {
  /** Data key of the private key of a pair, PKCS#8 in PEM. */
  static final String PRIVATE_KEY = "tls.key";

  /** Annotation with the digest of what the PKCS#12 stores were made of, and of the stores. */
  static final String STORES = "restproducer.io/stores";

  private static final Map<String, String> ENDING = Map.of(CertificateSecrets.ENDS_FORMER, "true");
  private static final List<String> OWN_ANNOTATIONS =
      List.of(CertificateSecrets.ENDS_FORMER, STORES);

  private final ServiceId owner;
  private final String certificate;

  CertificateSecret(ServiceId owner, String certificate) {
    this.owner = owner;
    this.certificate = certificate;
  }

  String publishedName() {
    return CertificateSecrets.published(owner.getMetadata().getName(), certificate);
  }

  String nextName() {
    return CertificateSecrets.next(owner.getMetadata().getName(), certificate);
  }

  /** Where a certificate waits until every pod knows the key in it. */
  Secret next(Map<String, byte[]> content, boolean endsFormer) {
    return secret(nextName(), content, endsFormer ? ENDING : Map.of());
  }

  /** What callers use. */
  Secret published(Map<String, byte[]> content, boolean endsFormer, Map<String, String> more) {
    Map<String, String> annotations = new TreeMap<>(more);
    annotations.putAll(endsFormer ? ENDING : Map.of());
    return secret(publishedName(), content, annotations);
  }

  private Secret secret(String name, Map<String, byte[]> content, Map<String, String> annotations) {
    Map<String, String> labels = new TreeMap<>(labels());
    ProducerId producer = Request.of(owner).producer();
    labels.put(Component.PRODUCER_LABEL, producer.name());
    labels.put(Component.PRODUCER_NAMESPACE_LABEL, producer.namespace());
    Secret secret =
        new SecretBuilder()
            .withMetadata(Ownership.child(owner, name, labels))
            .withType("Opaque")
            .withData(Secrets.encode(content))
            .build();
    if (!annotations.isEmpty()) {
      secret.getMetadata().setAnnotations(annotations);
    }
    return secret;
  }

  private Map<String, String> labels() {
    Map<String, String> labels = Component.SERVICE_ID.labels(owner.getMetadata().getName());
    labels.put(CertificateSecrets.CERTIFICATE_LABEL, certificate);
    return labels;
  }

  /** Whether nobody owns {@code secret} and it has the name and labels of one of the two. */
  boolean isLeftBehind(Secret secret) {
    return List.of(publishedName(), nextName()).contains(secret.getMetadata().getName())
        && Ownership.isLeftBehind(owner, secret, labels());
  }

  /** {@code secret}, owned. */
  Secret owned(Secret secret) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withOwnerReferences(Ownership.reference(owner))
        .endMetadata()
        .build();
  }

  /** {@code present} with the content of {@code wanted}; its resource version guards the write. */
  static Secret changed(Secret present, Secret wanted) {
    return new SecretBuilder(present)
        .editMetadata()
        .withLabels(merged(present.getMetadata().getLabels(), wanted.getMetadata().getLabels()))
        .withAnnotations(annotations(present, wanted))
        .endMetadata()
        .withData(wanted.getData())
        .build();
  }

  /** Whether {@code present} needs no change to be {@code wanted}. */
  static boolean isCurrent(Secret present, Secret wanted) {
    return wanted.getData().equals(present.getData())
        && merged(present.getMetadata().getLabels(), wanted.getMetadata().getLabels())
            .equals(present.getMetadata().getLabels())
        && annotations(present, wanted)
            .equals(Objects.requireNonNullElse(present.getMetadata().getAnnotations(), Map.of()));
  }

  private static Map<String, String> annotations(Secret present, Secret wanted) {
    Map<String, String> kept =
        new TreeMap<>(Objects.requireNonNullElse(present.getMetadata().getAnnotations(), Map.of()));
    OWN_ANNOTATIONS.forEach(kept::remove);
    return merged(kept, wanted.getMetadata().getAnnotations());
  }

  private static Map<String, String> merged(Map<String, String> one, Map<String, String> over) {
    Map<String, String> merged = new TreeMap<>(Objects.requireNonNullElse(one, Map.of()));
    merged.putAll(Objects.requireNonNullElse(over, Map.of()));
    return merged;
  }
}
