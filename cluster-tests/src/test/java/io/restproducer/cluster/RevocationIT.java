package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

@OnCluster
class RevocationIT {
  private static final Duration OBEYED = Duration.ofSeconds(2);

  private enum Change {
    SUSPEND,
    RESUME,
    NO_TOPIC,
    GRANT,
    NO_KEY,
    DELETE
  }

  private final Map<Change, List<Duration>> taken = new EnumMap<>(Change.class);

  @Landing
  void everyPodObeysWithinTwoSeconds(Stage stage) {
    obeyedIn(2, stage);
  }

  @Full
  void everyPodObeysWithinTwoSecondsInEachOfTwentyRuns(Stage stage) {
    obeyedIn(20, stage);
  }

  private void obeyedIn(int runs, Stage stage) {
    Gateway gateway = stage.ready();
    for (int run = 0; run < runs; run++) {
      try (Load load = Load.start(gateway)) {
        load.awaitAcknowledged(100);
        obeyed(load, Change.SUSPEND, 401, () -> gateway.patchCaller("{\"suspend\":true}"));
        obeyed(load, Change.RESUME, 200, () -> gateway.patchCaller("{\"suspend\":false}"));
        obeyed(load, Change.NO_TOPIC, 403, () -> gateway.patchCaller("{\"topics\":[]}"));
        String topics = "{\"topics\":[\"" + gateway.topic() + "\"]}";
        obeyed(load, Change.GRANT, 200, () -> gateway.patchCaller(topics));
        String noKey = "{\"apiKey\":{\"enabled\":false}}";
        obeyed(load, Change.NO_KEY, 401, () -> gateway.patchCaller(noKey));
      }
      gateway.patchCaller("{\"apiKey\":{\"enabled\":true}}");
      gateway.awaitKey();
      try (Load load = Load.start(gateway)) {
        load.awaitAcknowledged(100);
        obeyed(load, Change.DELETE, 401, gateway::deleteCaller);
      }
      stage.applied(stage.cluster().bootstrapServers());
      gateway.awaitKey();
    }
    taken.forEach(
        (change, times) ->
            Figures.note(
                "revocation",
                "%s obeyed by the last pod after %s ms"
                    .formatted(change, times.stream().map(Duration::toMillis).toList())));
    taken.remove(Change.RESUME); // nobody is locked out or let in for longer than was asked for
    assertThat(taken.values())
        .allSatisfy(
            times -> assertThat(times).hasSize(runs).allMatch(t -> t.compareTo(OBEYED) <= 0));
  }

  private void obeyed(Load load, Change change, int status, Runnable made) {
    taken.computeIfAbsent(change, key -> new ArrayList<>()).add(load.awaitOnly(status, made));
  }
}
