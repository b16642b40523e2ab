package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restproducer.crds.RestProducerStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Both authorities, all certificates and all keys give way to others while applications call, each
 * with what its Secret held half a second ago. All of it is asked for at once; with {@code
 * -Drotation.seconds=300} an authority lives so long, all goes by age to the end of the last
 * certificate of the first authority, and the operator is killed now and then. (Briefer lives than
 * a minute or two end on a busy machine before anybody can look.)
 */
@EnabledIfSystemProperty(
    named = "rotation.whole",
    matches = "true",
    disabledReason = "takes minutes: -Drotation.whole=true")
@ExtendWith(RunningSystem.class)
class WholeRotationIT {
  private static final boolean BY_AGE = Integer.getInteger("rotation.seconds") != null;
  private static final int SECONDS = Integer.getInteger("rotation.seconds", 900);

  private static final String PRODUCER =
      "{\"spec\":{\"tls\":{\"keyAlgorithm\":\"ECDSA\",\"caOverlap\":\"%ds\"}}}"
          .formatted(BY_AGE ? SECONDS / 6 : 8);

  private static final String GRACE =
      "\"gracePeriod\":\"%ds\"".formatted(BY_AGE ? SECONDS / 4 : 10);

  @Test
  void failsNoRequestOfCallersThatReloadTheirSecrets(TestedSystem system) throws Exception {
    ForeignKey mainframe = ForeignKey.make(system.directory().resolve("mainframe.p12"));
    String serviceId =
        "{\"spec\":{\"apiKey\":{%s},\"clientCertificates\":[{\"name\":\"device\",\"keyAlgorithm\":\"ECDSA\"},{\"name\":\"mainframe\",\"csr\":%s}]}}"
            .formatted(GRACE, system.client().getKubernetesSerialization().asJson(mainframe.csr()));
    try (BriefLives lives = BriefLives.start(system, SECONDS, PRODUCER, serviceId)) {
      CallersOfSecrets kinds = new CallersOfSecrets(lives, system.directory().path());
      List<ReloadingCaller> callers =
          List.of(kinds.withKey(), kinds.withPem(), kinds.withStores(), kinds.with(mainframe));
      Map<String, String> first = fingerprints(lives);
      String firstServer = lives.text("gateway-server-ca-key", "tls.crt");
      String firstClients = lives.text("gateway-clients-ca-key", "tls.crt");
      String firstSealing = lives.text("gateway-sealing-keys", "current");
      List<ProcessHandle> pods = RuntimeProcesses.living();

      ScheduledExecutorService reloading = Executors.newScheduledThreadPool(callers.size());
      callers.forEach(
          caller ->
              reloading.scheduleWithFixedDelay(caller::reload, 500, 500, TimeUnit.MILLISECONDS));
      long began = System.nanoTime();
      List<Traffic> traffic = new ArrayList<>();
      try {
        traffic.add(callers.get(0).start(100));
        traffic.add(callers.get(1).start(40));
        traffic.add(callers.get(2).start(30));
        traffic.add(callers.get(3).start(30));
        Pace pace = new Pace(lives);
        if (!BY_AGE) {
          lives.rotate("server-ca, clients-ca, sealing");
        }
        await()
            .atMost(BY_AGE ? Duration.ofSeconds(3L * SECONDS) : TestedSystem.LIMIT)
            .pollInterval(Duration.ofSeconds(1))
            .untilAsserted(
                () -> {
                  pace.tick();
                  assertThat(fingerprints(lives)).doesNotContainValue("");
                  fingerprints(lives)
                      .forEach((name, sha256) -> assertThat(sha256).isNotEqualTo(first.get(name)));
                  assertThat(lives.text("gateway-ca-bundle", "ca.crt"))
                      .doesNotContain(firstServer.strip());
                  assertThat(callers.get(0).values("api-key")).hasSizeGreaterThan(2);
                  assertThat(callers.subList(1, 4))
                      .allSatisfy(one -> assertThat(one.values("tls.crt")).hasSizeGreaterThan(1));
                  if (BY_AGE) {
                    assertThat(lives.text("gateway-clients-trust", "ca.crt"))
                        .doesNotContain(firstClients.strip());
                    assertThat(lives.secret("gateway-sealing-keys").getData())
                        .doesNotContainKey(firstSealing + ".key");
                  }
                });
      } finally {
        traffic.forEach(Traffic::close);
        reloading.shutdown();
        reloading.awaitTermination(1, TimeUnit.MINUTES);
      }
      double seconds = (System.nanoTime() - began) / 1e9;

      assertThat(callers).allSatisfy(one -> assertThat(one.problems()).isEmpty());
      assertThat(traffic).allSatisfy(one -> assertThat(one.failures()).isEmpty());
      List<Traffic.Written> written =
          traffic.stream().flatMap(one -> one.written().stream()).toList();
      // 200 were offered; a busy machine serves fewer, and none may fail there, too.
      System.out.printf("%.0f requests a second for %.0f s%n", written.size() / seconds, seconds);
      assertThat(written.size() / seconds).as("requests a second").isGreaterThan(50);
      assertThat(new HashSet<>(written))
          .as("each record at a place of its own")
          .hasSameSizeAs(written);
      assertThat(RuntimeProcesses.living()).containsExactlyInAnyOrderElementsOf(pods);
      RecordsRead read = RecordsRead.of(system.parts().bootstrapServers(), lives.topic());
      assertThat(written)
          .allSatisfy(one -> assertThat(read.value(one.place())).asString().isEqualTo(one.value()));
      assertThat(callers).allSatisfy(one -> assertThat(one.values("ca.crt")).hasSizeGreaterThan(2));
      expectTheFirstToBeOver(callers);
    }
  }

  private static void expectTheFirstToBeOver(List<ReloadingCaller> callers) throws IOException {
    await()
        .atMost(TestedSystem.LIMIT)
        .until(() -> callers.get(0).sendAsAtFirst("ca.crt").status() == 401);
    assertThat(callers.get(0).sendAsAtFirst("ca.crt", "api-key").status()).isEqualTo(200);
    assertThat(callers)
        .allSatisfy(
            one ->
                assertThatThrownBy(() -> one.sendAsAtFirst("api-key"))
                    .as("trusts the first authority of servers alone")
                    .isInstanceOf(IOException.class));
    assertThat(BY_AGE ? callers.subList(1, 4) : List.<ReloadingCaller>of())
        .allSatisfy(
            one ->
                assertThatThrownBy(() -> one.sendAsAtFirst("ca.crt", "truststore.p12"))
                    .as("shows the first certificate")
                    .isInstanceOf(IOException.class));
  }

  /** By name, but for the signer, which stays. */
  private static Map<String, String> fingerprints(BriefLives lives) {
    Map<String, String> all = new TreeMap<>();
    for (RestProducerStatus.Authority one : lives.producer().getStatus().authorities) {
      if (!one.name.endsWith("-table-signer")) {
        all.put(one.name, one.sha256);
      }
    }
    return all;
  }

  /** What happens every second, and at times. */
  private static final class Pace {
    private static final int KEY_EVERY = BY_AGE ? SECONDS / 3 : 6;
    private static final int KILL_EVERY = 20;

    private final BriefLives lives;
    private int ticks;

    Pace(BriefLives lives) {
      this.lives = lives;
    }

    void tick() {
      ticks++;
      lives.wake();
      if (ticks % KEY_EVERY == 0) {
        lives.changeServiceId(
            "{\"spec\":{\"apiKey\":{\"generation\":%d}}}".formatted(ticks / KEY_EVERY));
      }
      if (BY_AGE && ticks % KILL_EVERY == 0) {
        lives.operator().kill();
        lives.operator().start();
      }
    }
  }
}
