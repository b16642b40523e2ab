package io.restproducer.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The outcomes of a load into one topic. */
record Outcomes(String topic, List<Outcome> all) {
  List<Outcome> acknowledged() {
    return all.stream().filter(outcome -> outcome.status() == 200).toList();
  }

  /** When the first acknowledged request was sent. */
  Duration firstAcknowledged() {
    return acknowledged().stream().map(Outcome::at).min(Duration::compareTo).orElseThrow();
  }

  List<Outcome> failed() {
    return all.stream().filter(outcome -> outcome.status() != 200).toList();
  }

  /** Those of requests that were sent after this moment of the load. */
  Outcomes after(Duration moment) {
    return new Outcomes(
        topic, all.stream().filter(outcome -> outcome.at().compareTo(moment) > 0).toList());
  }

  /** Whether there are many and all ended with this status. */
  boolean isOnly(int status) {
    return all.size() > 100 && all.stream().allMatch(outcome -> outcome.status() == status);
  }

  Duration longest() {
    return all.stream().map(Outcome::took).max(Duration::compareTo).orElse(Duration.ZERO);
  }

  /** How many requests ended with each status. */
  Map<Integer, Long> byStatus() {
    return all.stream()
        .collect(Collectors.groupingBy(Outcome::status, TreeMap::new, Collectors.counting()));
  }

  @Override
  public String toString() {
    return "%d requests, by status %s, longest %d ms"
        .formatted(all.size(), byStatus(), longest().toMillis());
  }
}
