package io.restproducer.operator.producer;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.crds.CipherSuite;
import io.restproducer.crds.ProducerTls;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.ServerNames;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.Reason;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code spec.tls} says of versions, suites, keys and names. Pure. */
record CallerTls(ProducerTls tls) {
  static CallerTls of(RestProducerSpec spec) {
    return new CallerTls(spec.tls);
  }

  KeyAlgorithm algorithm() {
    return isRsa() ? KeyAlgorithm.RSA : KeyAlgorithm.ECDSA;
  }

  /** What pods are told; empty: what is standard. */
  Optional<RuntimeConfiguration.ServerTls> configuration() {
    RuntimeConfiguration.ServerTls wanted =
        new RuntimeConfiguration.ServerTls(
            tls.minVersion == ProducerTls.Version.TLS_1_3 ? "TLSv1.3" : "TLSv1.2",
            suites().stream().map(CipherSuite::name).toList(),
            List.of());
    return Optional.of(wanted).filter(w -> !w.equals(RuntimeConfiguration.ServerTls.STANDARD));
  }

  /** DNS names and addresses beside those that follow from {@code spec.expose}. */
  List<String> furtherNames() {
    return Stream.of(tls.dnsNames, tls.ipAddresses)
        .filter(names -> names != null)
        .flatMap(List::stream)
        .toList();
  }

  /** The Secret with a certificate of the user's own. */
  Optional<String> broughtSecret() {
    return Optional.ofNullable(tls.serverCertificate).map(brought -> brought.secretName);
  }

  /** A True of WeakTls while it lets weak suites in. */
  Optional<Finding> weakness() {
    String weak =
        suites().stream()
            .filter(CipherSuite::isWeak)
            .map(CipherSuite::name)
            .collect(Collectors.joining(", "));
    return weak.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.yes(
                ConditionType.WEAK_TLS,
                Reason.WEAK_CIPHER_SUITES,
                "tls.cipherSuites lets callers use suites without forward secrecy or without"
                    + " authenticated encryption: "
                    + weak));
  }

  /** The first rule that it breaks, a False of Accepted. */
  Optional<Finding> broken() {
    if (!furtherNames().isEmpty()) {
      try {
        ServerNames.of(furtherNames());
      } catch (IllegalArgumentException e) {
        return refused("tls.dnsNames and tls.ipAddresses: " + e.getMessage());
      }
    }
    // The key of a certificate that somebody else made is known only when it is looked at.
    return broughtSecret().isPresent()
        ? unusable(suite -> true, "any")
        : unusable(suite -> suite.suits(isRsa()), "an " + tls.keyAlgorithm);
  }

  /** Why callers could not come in to a server that presents {@code leaf}, a False of Accepted. */
  Optional<Finding> unfit(X509Certificate leaf) {
    boolean rsa = leaf.getPublicKey().getAlgorithm().startsWith("RSA");
    return unusable(suite -> suite.suits(rsa), rsa ? "an RSA" : "an ECDSA");
  }

  private Optional<Finding> unusable(Predicate<CipherSuite> suits, String key) {
    boolean usable =
        suites().isEmpty()
            || suites().stream()
                .filter(suite -> tls.minVersion == ProducerTls.Version.TLS_1_2 || suite.isOfTls13())
                .anyMatch(suits);
    return usable
        ? Optional.empty()
        : refused(
            "tls.cipherSuites: none of the %d suites can be used with tls.minVersion %s and %s key: add one, for example TLS_AES_256_GCM_SHA384"
                .formatted(
                    suites().size(),
                    tls.minVersion == ProducerTls.Version.TLS_1_3 ? "1.3" : "1.2",
                    key));
  }

  private List<CipherSuite> suites() {
    return tls.cipherSuites == null ? List.of() : tls.cipherSuites;
  }

  private boolean isRsa() {
    return tls.keyAlgorithm == ProducerTls.KeyAlgorithm.RSA;
  }

  private static Optional<Finding> refused(String message) {
    return Optional.of(Finding.no(ConditionType.ACCEPTED, Reason.OPTION_NOT_ALLOWED, message));
  }
}
