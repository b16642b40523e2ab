package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.SealingKey;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.KeyAlgorithm;
import io.restproducer.operator.pods.PodEndpoint;
import io.restproducer.operator.pods.PodState;
import io.restproducer.operator.pods.PropagationState;
import io.restproducer.operator.pods.WaitingReason;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObservedPodsTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final CertificateMint MINT = new CertificateMint(InstantSource.system(), RANDOM);
  private static final SealingKey KEY = SealingKey.mint(RANDOM);
  private static final ClientIssuer ISSUER =
      new ClientIssuer(MINT.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA), KEY, MINT, RANDOM);
  private static final Sha256 AUTHORITY = ClientCertificate.of(ISSUER.authority()).fingerprint();
  private static final Sha256 OTHER = Sha256.of(new byte[0]);
  private static final String SEALING = KEY.id();

  @Test
  void podsThatComeUpAreOnePhraseWhetherTheyWereTriedOrNot() {
    assertThat(
            waitingFor(
                pod("b", WaitingReason.PENDING),
                pod("c", WaitingReason.POD_UNREACHABLE),
                pod("a", WaitingReason.POD_STARTING)))
        .containsExactly("pods to start: a, b", "c (PodUnreachable)");
  }

  @Test
  void takeWhatIsSignedOnceEachSaysThatItTrustsTheSignerAndOpensWhatIsSealed() {
    assertThat(take()).as("whoever starts later begins with what is mounted").isTrue();
    assertThat(take(telling("a", List.of(AUTHORITY), List.of(SEALING)))).isTrue();
    PodState right = telling("a", List.of(OTHER, AUTHORITY), List.of("0", SEALING));
    assertThat(take(right, telling("b", List.of(OTHER), List.of(SEALING)))).isFalse();
    assertThat(take(right, telling("b", List.of(AUTHORITY), List.of("0")))).isFalse();
    assertThat(take(right, pod("b", WaitingReason.POD_STARTING)))
        .as("it knows no key yet, which is waited for already")
        .isTrue();
    PodState silent = telling("b", List.of(), List.of());
    assertThat(
            take(
                right,
                new PodState(
                    silent.pod(),
                    false,
                    silent.report(),
                    Optional.of(
                        new PodState.Waiting(
                            WaitingReason.POD_UNREACHABLE, "", Instant.EPOCH, true)))))
        .as("nobody waits for it any more")
        .isTrue();
  }

  private static boolean take(PodState... states) {
    return ObservedPods.of(List.of(), new PropagationState(1, List.of(states)))
        .knowledge()
        .takes(ISSUER);
  }

  private static PodState telling(String name, List<Sha256> trust, List<String> sealing) {
    StatusReport report =
        new StatusReport(
            new ProducerId("shop", "gateway"),
            AUTHORITY,
            1,
            true,
            PictureOfPods.limits(1),
            PictureOfPods.KAFKA,
            Optional.empty(),
            trust,
            sealing);
    return new PodState(
        new PodEndpoint(name, name, "c", "127.0.0.1", 8080),
        true,
        Optional.of(report),
        Optional.empty());
  }

  private static List<String> waitingFor(PodState... pods) {
    return ObservedPods.of(List.of(), new PropagationState(1, List.of(pods)))
        .knowledge()
        .waitingFor();
  }

  private static PodState pod(String name, WaitingReason reason) {
    return new PodState(
        new PodEndpoint(name, name, "c", "127.0.0.1", 8080),
        false,
        Optional.empty(),
        Optional.of(new PodState.Waiting(reason, "", Instant.EPOCH, false)));
  }
}
