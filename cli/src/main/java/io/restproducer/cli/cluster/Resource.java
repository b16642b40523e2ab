package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Optional;

/**
 * One RestProducer or ServiceId as the API server gave it, fields that this release does not know
 * included.
 */
public record Resource(JsonNode json) {
  static final KubernetesSerialization JSON = new KubernetesSerialization();

  /** One condition of the status. */
  public record Condition(
      String type, String status, String reason, String message, long observedGeneration) {
    /** Whether it is there as wanted. */
    public boolean isTrue() {
      return "True".equals(status);
    }

    /** Whether it says that something is wrong. */
    public boolean isFalse() {
      return "False".equals(status);
    }

    /** Reason and message, for people. */
    public String words() {
      return message.isEmpty() ? reason : reason + ": " + message;
    }
  }

  /** Its name. */
  public String name() {
    return json.at("/metadata/name").asText();
  }

  /** Its namespace. */
  public String namespace() {
    return json.at("/metadata/namespace").asText();
  }

  /** Namespace and name, as users write it. */
  public String id() {
    return namespace() + "/" + name();
  }

  /** Number of the spec. */
  public long generation() {
    return json.at("/metadata/generation").asLong();
  }

  /** Whether the operator has acted on this spec. */
  public boolean isObserved() {
    return json.at("/status/observedGeneration").asLong(-1) >= generation();
  }

  /** A text at a JSON pointer, if it is there and not empty. */
  public Optional<String> text(String pointer) {
    return Optional.of(json.at(pointer).asText("")).filter(text -> !text.isEmpty());
  }

  /** A condition, if status has it. */
  public Optional<Condition> condition(String type) {
    for (JsonNode condition : json.at("/status/conditions")) {
      if (type.equals(condition.path("type").asText())) {
        return Optional.of(
            new Condition(
                type,
                condition.path("status").asText(),
                condition.path("reason").asText(),
                condition.path("message").asText(),
                condition.path("observedGeneration").asLong()));
      }
    }
    return Optional.empty();
  }

  /** A condition that speaks of this very spec. */
  public Optional<Condition> current(String type) {
    return condition(type).filter(found -> found.observedGeneration() >= generation());
  }

  /** The entry of a list that has this name. */
  public Optional<JsonNode> entry(String pointer, String key, String value) {
    for (JsonNode entry : json.at(pointer)) {
      if (value.equals(entry.path(key).asText())) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  /** As a Java object of its kind. */
  public <T> T as(Class<T> type) {
    return JSON.convertValue(json, type);
  }
}
