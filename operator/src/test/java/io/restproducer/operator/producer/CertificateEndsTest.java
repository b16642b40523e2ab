package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.keytable.KeyRules;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.reconcile.Component;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CertificateEndsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final CertifiedKey earlier = made(NOW);
  private final CertifiedKey later = made(NOW.plus(Duration.ofDays(9)));
  private final Grant checkout =
      new Grant(
          new ServiceIdentity("shop", "checkout", "uid-1"),
          Role.EDITOR,
          List.of(),
          Optional.empty(),
          true,
          "t",
          List.of(),
          new KeyRules(Set.of(), Duration.ofHours(24), Optional.empty()));

  @Test
  void countsWhatAServiceIdHasThatIsLetIn() {
    Secret own = secret("shop", "checkout", "uid-1", later);
    Secret older = secret("shop", "checkout", "uid-1", earlier);
    assertThat(last(own, older)).contains(endOf(later));
  }

  @Test
  void countsWhatComesBackToItFromABackUp() {
    assertThat(last(secret("shop", "checkout", "", later))).contains(endOf(later));
  }

  /** Whoever may write Secrets somewhere must not keep a former authority trusted. */
  @Test
  void countsNothingElse() {
    assertThat(
            last(
                secret("elsewhere", "checkout", "uid-1", later),
                secret("elsewhere", "checkout", "", later),
                secret("shop", "checkout", "uid-2", later),
                secret("shop", "other", "", later)))
        .isEmpty();
  }

  private Optional<Instant> last(Secret... secrets) {
    return CertificateEnds.last(List.of(secrets), List.of(checkout));
  }

  private static Instant endOf(CertifiedKey certified) {
    return certified.certificate().getNotAfter().toInstant();
  }

  /** Whatever it certifies: its end counts. */
  private static CertifiedKey made(Instant at) {
    return new CertificateMint(InstantSource.fixed(at), new SecureRandom())
        .clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA);
  }

  private static Secret secret(
      String namespace, String serviceId, String controller, CertifiedKey certified) {
    SecretBuilder secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(serviceId + "-client-cert-a")
            .withLabels(Component.SERVICE_ID.labels(serviceId))
            .endMetadata()
            .addToData("tls.crt", Base64.getEncoder().encodeToString(certified.certificatePem()));
    return controller.isEmpty()
        ? secret.build()
        : secret
            .editMetadata()
            .addNewOwnerReference()
            .withController(true)
            .withUid(controller)
            .endOwnerReference()
            .endMetadata()
            .build();
  }
}
