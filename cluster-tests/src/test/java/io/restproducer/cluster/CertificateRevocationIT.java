package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** RevocationIT for callers that show a certificate, most of them on open connections. */
@OnCluster
class CertificateRevocationIT {
  private static final Duration OBEYED = Duration.ofSeconds(2);

  private enum Change {
    SUSPEND,
    RESUME,
    NO_ENTRY,
    DELETE
  }

  private final Map<Change, List<Duration>> taken = new EnumMap<>(Change.class);

  @Landing
  void aCertificateWhoseEntryIsRemovedIsRefusedWithinTwoSeconds(Stage stage) {
    entryRemoved(stage.ready(), "device");
    assertObeyed(1);
  }

  @Full
  void everyPodObeysWithinTwoSecondsInEachOfTwentyRuns(Stage stage) {
    int runs = 20;
    Gateway gateway = stage.ready();
    for (int run = 0; run < runs; run++) {
      entryRemoved(gateway, "device-" + run);
      try (Load load = Load.start(gateway, gateway.certified("other-" + run))) {
        load.awaitAcknowledged(100);
        obeyed(load, Change.SUSPEND, 401, () -> gateway.patchCaller("{\"suspend\":true}"));
        obeyed(load, Change.RESUME, 200, () -> gateway.patchCaller("{\"suspend\":false}"));
        obeyed(load, Change.DELETE, 401, gateway::deleteCaller);
      }
      stage.applied(stage.cluster().bootstrapServers());
      gateway.awaitKey();
    }
    assertObeyed(runs);
  }

  /** The API key of the same ServiceId goes on working. */
  private void entryRemoved(Gateway gateway, String certificate) {
    try (Load load = Load.start(gateway, gateway.certified(certificate));
        Load byKey = Load.start(gateway)) {
      load.awaitAcknowledged(100);
      byKey.awaitAcknowledged(100);
      obeyed(load, Change.NO_ENTRY, 401, () -> gateway.patchCaller("{\"clientCertificates\":[]}"));
      assertThat(byKey.stop().failed()).isEmpty();
    }
  }

  private void obeyed(Load load, Change change, int status, Runnable made) {
    taken.computeIfAbsent(change, key -> new ArrayList<>()).add(load.awaitOnly(status, made));
  }

  private void assertObeyed(int runs) {
    taken.forEach(
        (change, times) ->
            Figures.note(
                "revocation of a certificate",
                "%s obeyed by the last pod after %s ms"
                    .formatted(change, times.stream().map(Duration::toMillis).toList())));
    taken.remove(Change.RESUME); // nobody is locked out for longer than was asked for
    assertThat(taken.values())
        .isNotEmpty()
        .allSatisfy(
            times -> assertThat(times).hasSize(runs).allMatch(t -> t.compareTo(OBEYED) <= 0));
  }
}
