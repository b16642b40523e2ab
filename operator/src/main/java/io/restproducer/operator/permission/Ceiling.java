package io.restproducer.operator.permission;

import io.restproducer.contract.TopicPattern;
import java.util.List;

/**
 * The most that ServiceIds of one namespace may be granted. Pure.
 *
 * @param unlimited whether any topic may be granted
 * @param patterns what may be granted, with the namespace put in; more does not matter if unlimited
 */
public record Ceiling(boolean unlimited, List<TopicPattern> patterns) {
  public Ceiling {
    patterns = List.copyOf(patterns);
  }

  /** Those of {@code grants} that may be granted, in their order. */
  public List<TopicPattern> within(List<TopicPattern> grants) {
    return grants.stream().filter(this::allows).toList();
  }

  /** Those of {@code grants} that may not be granted, in their order. */
  public List<TopicPattern> outside(List<TopicPattern> grants) {
    return grants.stream().filter(grant -> !allows(grant)).toList();
  }

  private boolean allows(TopicPattern grant) {
    return unlimited || patterns.stream().anyMatch(pattern -> covers(pattern, grant));
  }

  /** Whether {@code pattern} matches every topic that {@code grant} matches. */
  private static boolean covers(TopicPattern pattern, TopicPattern grant) {
    return isPrefix(grant)
        ? isPrefix(pattern) && grant.text().startsWith(prefix(pattern))
        : pattern.matches(grant.text());
  }

  private static boolean isPrefix(TopicPattern pattern) {
    return pattern.text().endsWith("*");
  }

  private static String prefix(TopicPattern pattern) {
    return pattern.text().substring(0, pattern.text().length() - 1);
  }
}
