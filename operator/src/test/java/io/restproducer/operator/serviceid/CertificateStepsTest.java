package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.SealingKey;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.mock.MockCluster;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pki.Pkcs12Profile;
import io.restproducer.operator.reconcile.EventLog;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps that are taken with a picture of the cluster that is not true any more. */
class CertificateStepsTest {
  private static final Instant NOW = Instant.now();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateMint MINT = new CertificateMint(InstantSource.fixed(NOW), RANDOM);
  private static final ClientIssuer ISSUER =
      new ClientIssuer(
          MINT.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA),
          SealingKey.mint(RANDOM),
          MINT,
          RANDOM);

  private final ServiceId owner =
      Serialization.unmarshal(
          """
          apiVersion: restproducer.io/v1beta1
          kind: ServiceId
          metadata: {namespace: default, name: checkout, uid: uid-1}
          spec:
            restProducerRef: {name: gateway}
            role: editor
            topics: [orders]
          """,
          ServiceId.class);
  private boolean taken = true;
  private final MockCluster cluster = MockCluster.start();
  private final KubernetesClient client =
      new KubernetesClientBuilder()
          .withConfig(new ConfigBuilder().withMasterUrl(cluster.url()).build())
          .build();

  @AfterEach
  void stop() {
    client.close();
    cluster.close();
  }

  /** The process was halted before it could publish; meanwhile another one went further. */
  @Test
  void bringsNoFormerCertificateBack() throws Exception {
    HeldCertificate seen = steps("a.example", Set.of()).advance(HeldCertificate.NONE);
    X509Certificate former = publish("a.example", seen);
    X509Certificate present = publish("b.example", steps("b.example", Set.of()).advance(stored()));
    assertThat(present).isNotEqualTo(former);

    steps("a.example", Set.of(keyId(seen.next()))).advance(seen);

    assertThat(stored().publishedLeaf()).contains(present);
  }

  @Test
  void publishesNoOtherThanTheOneThatEveryPodKnows() throws Exception {
    HeldCertificate seen = steps("a.example", Set.of()).advance(HeldCertificate.NONE);
    client.resource(seen.next().orElseThrow()).delete();
    HeldCertificate other = steps("b.example", Set.of()).advance(HeldCertificate.NONE);
    assertThat(other.nextLeaf()).isNotEqualTo(seen.nextLeaf());

    steps("a.example", Set.of(keyId(seen.next()))).advance(seen);

    assertThat(stored().published()).isEmpty();
    assertThat(stored().nextLeaf()).isEqualTo(other.nextLeaf());
  }

  /** Its authority was minted anew just now: pods trust it only when the kubelet comes round. */
  @Test
  void publishesNothingThatSomePodWouldNotTake() throws Exception {
    HeldCertificate seen = steps("a.example", Set.of()).advance(HeldCertificate.NONE);
    taken = false;
    steps("a.example", Set.of(keyId(seen.next()))).advance(seen);
    assertThat(stored().published()).isEmpty();
    taken = true;
    assertThat(publish("a.example", seen)).isEqualTo(seen.nextLeaf().orElseThrow());
  }

  private X509Certificate publish(String name, HeldCertificate staged) throws Exception {
    steps(name, Set.of(keyId(staged.next()))).advance(staged);
    assertThat(stored().next()).isEmpty();
    return stored().publishedLeaf().orElseThrow();
  }

  private HeldCertificate stored() {
    CertificateSecret names = new CertificateSecret(owner, "mainframe");
    return new HeldCertificate(secret(names.publishedName()), secret(names.nextName()));
  }

  private Optional<Secret> secret(String name) {
    return Optional.ofNullable(client.secrets().inNamespace("default").withName(name).get());
  }

  private static String keyId(Optional<Secret> secret) {
    return secret.flatMap(CertificateSecrets::leaf).flatMap(ISSUER::open).orElseThrow().id();
  }

  private CertificateSteps steps(String dnsName, Set<String> known) {
    Issuing issuing =
        new Issuing(
            owner,
            ISSUER,
            "https://localhost:9443",
            "",
            new Standing(
                List.of(),
                List.copyOf(known),
                true,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                taken),
            Set.of(),
            Pkcs12Profile.MODERN,
            NOW);
    WantedCertificate wanted =
        new WantedCertificate(
            "mainframe",
            Optional.empty(),
            KeyAlgorithm.ECDSA,
            "checkout",
            List.of(dnsName),
            Duration.ofDays(365),
            Optional.empty());
    EventLog events = new EventLog(client, InstantSource.system(), "test");
    return new CertificateSteps(
        issuing, wanted, client, RANDOM, new CertificateEvents(events, owner));
  }
}
