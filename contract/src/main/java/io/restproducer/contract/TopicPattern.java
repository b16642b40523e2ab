package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One grant: an exact topic name, a prefix ending in {@code *}, or {@code *} alone. Prefixes and
 * {@code *} never match a topic that begins with an underscore.
 */
public record TopicPattern(@JsonValue String text) {
  @JsonCreator
  public TopicPattern {}

  /** Whether this grant covers {@code topic}. */
  public boolean matches(String topic) {
    if (!text.endsWith("*")) {
      return text.equals(topic);
    }
    int prefix = text.length() - 1;
    return !topic.startsWith("_") && topic.regionMatches(0, text, 0, prefix);
  }
}
