package io.restproducer.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What callers were told against what the topic holds, number by number.
 *
 * @param lost acknowledged, and not where the answer says
 * @param twice acknowledged once, and more than once in the topic
 * @param uninvited refused for certain (neither 200 nor an unknown outcome), and in the topic
 */
record Comparison(List<Long> lost, List<Long> twice, List<Long> uninvited) {
  private static final int FEW = 10;

  static Comparison of(Outcomes outcomes, TopicContent content) {
    Map<Long, Integer> times = new HashMap<>();
    content.numbers().values().forEach(number -> times.merge(number, 1, Integer::sum));
    List<Long> lost = new ArrayList<>();
    List<Long> twice = new ArrayList<>();
    List<Long> uninvited = new ArrayList<>();
    for (Outcome outcome : outcomes.all()) {
      int found = times.getOrDefault(outcome.number(), 0);
      if (outcome.status() == 200) {
        Long there = content.numbers().get(outcome.place().orElseThrow());
        if (!Long.valueOf(outcome.number()).equals(there)) {
          lost.add(outcome.number());
        }
        if (found > 1) {
          twice.add(outcome.number());
        }
      } else if (!outcome.isUnknown() && found > 0) {
        uninvited.add(outcome.number());
      }
    }
    return new Comparison(lost, twice, uninvited);
  }

  boolean isClean() {
    return lost.isEmpty() && twice.isEmpty() && uninvited.isEmpty();
  }

  @Override
  public String toString() {
    return isClean()
        ? "clean"
        : "lost %s, twice %s, refused and yet there %s"
            .formatted(few(lost), few(twice), few(uninvited));
  }

  private static String few(List<Long> numbers) {
    return numbers.size() + numbers.stream().limit(FEW).toList().toString();
  }
}
