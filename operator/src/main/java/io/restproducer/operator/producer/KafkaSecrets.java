package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.KafkaConnection;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.crds.TrustedCertificates;
import io.restproducer.kafka.InvalidKafkaFile;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.operator.producer.KafkaFiles.File;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.Secrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a RestProducer's {@code kafka} refers to: reads the Secrets as its pods will, with the same
 * code, so that a pod is only ever given what it can use. Pure.
 */
final class KafkaSecrets {
  private final RestProducerSpec spec;
  private final Map<String, Secret> present;
  private final Set<File> files = new LinkedHashSet<>();

  private KafkaSecrets(RestProducerSpec spec, Map<String, Secret> present) {
    this.spec = spec;
    this.present = present;
  }

  /** Files that pods are given, and the way to Kafka that these make. */
  static final class Usable {
    private final KafkaFiles files;
    private final KafkaAccess access;

    private Usable(KafkaFiles files, KafkaAccess access) {
      this.files = files;
      this.access = access;
    }

    KafkaFiles files() {
      return files;
    }

    KafkaAccess access() {
      return access;
    }
  }

  /** Names of the Secrets that {@code kafka} refers to, all in the RestProducer's namespace. */
  static Set<String> names(KafkaConnection kafka) {
    Set<String> names = new TreeSet<>();
    if (kafka.tls != null && kafka.tls.trustedCertificates != null) {
      kafka.tls.trustedCertificates.forEach(trusted -> names.add(trusted.secretName));
    }
    if (kafka.authentication != null) {
      KafkaDescription.account(kafka.authentication)
          .ifPresent(account -> names.add(account.passwordSecret.secretName));
      if (kafka.authentication.tls != null) {
        names.add(kafka.authentication.tls.secretName);
      }
    }
    return names;
  }

  /**
   * What the Secrets hold.
   *
   * @param present those of {@link #names} that are there
   * @throws UnusableSecret if one is missing, lacks a key, or holds what cannot be used
   */
  static Usable read(RestProducerSpec spec, Map<String, Secret> present) throws UnusableSecret {
    return new KafkaSecrets(spec, present).read();
  }

  /**
   * Where in a pod what the spec refers to lies, whatever is in it.
   *
   * @throws UnusableSecret if a Secret is missing or lacks a key
   */
  static KafkaFiles files(RestProducerSpec spec, Map<String, Secret> present)
      throws UnusableSecret {
    return new KafkaSecrets(spec, present).find();
  }

  private KafkaFiles find() throws UnusableSecret {
    findTrust();
    findIdentity();
    return new KafkaFiles(List.copyOf(files));
  }

  private Usable read() throws UnusableSecret {
    KafkaFiles all = find();
    Map<String, byte[]> content = new HashMap<>();
    for (File file : all.files()) {
      Secrets.bytes(present.get(file.secretName()), file.key())
          .ifPresent(bytes -> content.put(file.path(), bytes));
    }
    RuntimeConfiguration.Kafka kafka = KafkaDescription.of(spec);
    try {
      return new Usable(all, KafkaAccess.open(kafka, content));
    } catch (InvalidKafkaFile e) {
      String where =
          all.at(e.file())
              .map(file -> "Secret %s, key %s".formatted(file.secretName(), file.key()))
              .orElse(e.file());
      throw new UnusableSecret(Reason.SECRET_CONTENT_INVALID, where + ": " + e.problem());
    }
  }

  private void findTrust() throws UnusableSecret {
    if (spec.kafka.tls == null || spec.kafka.tls.trustedCertificates == null) {
      return;
    }
    for (TrustedCertificates trusted : spec.kafka.tls.trustedCertificates) {
      String field = "kafka.tls.trustedCertificates";
      Secret secret = secret(trusted.secretName, field);
      List<String> keys =
          trusted.certificate != null
              ? List.of(key(secret, trusted.certificate, field))
              : matching(secret, trusted.pattern, field);
      for (String key : keys) {
        String path = MountedFiles.KAFKA_TRUST + "/" + trusted.secretName + "/" + key;
        files.add(new File(trusted.secretName, key, path));
      }
    }
  }

  private void findIdentity() throws UnusableSecret {
    KafkaAuthentication who = spec.kafka.authentication;
    if (who == null) {
      return;
    }
    if (who.tls != null) {
      String field = "kafka.authentication.tls";
      Secret secret = secret(who.tls.secretName, field);
      add(secret, key(secret, who.tls.certificate, field), MountedFiles.KAFKA_CERTIFICATE);
      add(secret, key(secret, who.tls.key, field), MountedFiles.KAFKA_KEY);
    } else {
      String field = "kafka.authentication";
      KafkaAuthentication.Account account = KafkaDescription.account(who).orElseThrow();
      Secret secret = secret(account.passwordSecret.secretName, field);
      add(secret, key(secret, account.passwordSecret.key, field), MountedFiles.KAFKA_PASSWORD);
    }
  }

  private void add(Secret secret, String key, String path) {
    files.add(new File(secret.getMetadata().getName(), key, path));
  }

  /** Ours are no business of pods: an authority's key would be mounted. */
  private Secret secret(String name, String field) throws UnusableSecret {
    Secret secret = present.get(name);
    if (secret == null) {
      throw new UnusableSecret(
          Reason.SECRET_NOT_FOUND,
          "Secret %s does not exist in this namespace: %s refers to it; create it, or correct the name"
              .formatted(name, field));
    }
    if (Component.isOurs(secret.getMetadata().getLabels())) {
      throw new UnusableSecret(
          Reason.SECRET_CONFLICT,
          "Secret %s is one of this operator's own: %s may only refer to Secrets of others"
              .formatted(name, field));
    }
    return secret;
  }

  private static String key(Secret secret, String key, String field) throws UnusableSecret {
    if (!keys(secret).contains(key)) {
      throw new UnusableSecret(
          Reason.SECRET_KEY_MISSING,
          "Secret %s has no key %s: %s refers to it; add it, or correct the key"
              .formatted(secret.getMetadata().getName(), key, field));
    }
    return key;
  }

  private static List<String> matching(Secret secret, String pattern, String field)
      throws UnusableSecret {
    Pattern wanted =
        Pattern.compile(
            Stream.of(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*")));
    List<String> keys = new ArrayList<>();
    for (String key : keys(secret)) {
      if (wanted.matcher(key).matches() && !key.startsWith(".")) {
        keys.add(key);
      }
    }
    if (keys.isEmpty()) {
      throw new UnusableSecret(
          Reason.SECRET_KEY_MISSING,
          "Secret %s has no key that matches %s: %s refers to it; add one, or correct the pattern"
              .formatted(secret.getMetadata().getName(), pattern, field));
    }
    return keys;
  }

  private static Set<String> keys(Secret secret) {
    return secret.getData() == null ? Set.of() : new TreeSet<>(secret.getData().keySet());
  }
}
