package io.restproducer.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.http.ProduceApi;
import io.restproducer.contract.ApiKey;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What the endpoint answers to a key and a topic. The requests are such that no record can be
 * written: one without a body, and one for a partition that no topic has.
 */
public final class AccessChecks {
  private static final String NO_SUCH_PARTITION = String.valueOf(Integer.MAX_VALUE);
  private static final byte[] EMPTY = {};
  private static final byte[] ONE_BYTE = {'x'};
  private static final String TYPE = "text/plain";

  private final ProduceApi api;
  private final Resource instance;
  private final Optional<Resource> serviceId;
  private final ApiKey key;
  private final String topic;
  private final Optional<Integer> messageSize;

  /** Creates them; nothing is sent yet. */
  public AccessChecks(
      ProduceApi api,
      Resource instance,
      Optional<Resource> serviceId,
      ApiKey key,
      String topic,
      Optional<Integer> messageSize) {
    this.api = api;
    this.instance = instance;
    this.serviceId = serviceId;
    this.key = key;
    this.topic = topic;
    this.messageSize = messageSize;
  }

  /** Adds them, in their order. */
  public Examination addTo(Examination examination) {
    return examination
        .then(this::keyIsTaken)
        .then(this::topicIsGranted)
        .then(this::topicIsThere)
        .then(this::size);
  }

  private Verdict keyIsTaken() {
    return asked(
        "key",
        EMPTY,
        Map.of(),
        answer ->
            answer.status() == 401
                ? Verdict.broken(
                    "key", "the API key %s is refused".formatted(key.id()), remedyOfKey())
                : answer.status() == 429
                    ? Verdict.broken(
                        "key",
                        "the quota of its ServiceId is used up: " + answer.message(),
                        "wait, or raise spec.quota of the ServiceId")
                    : Verdict.ok("key", "the API key %s is taken".formatted(key.id())));
  }

  private Verdict topicIsGranted() {
    return asked(
        "grant",
        EMPTY,
        Map.of(),
        answer ->
            answer.status() == 403
                ? Verdict.broken(
                    "grant",
                    "the key may not write the topic " + topic,
                    "add it to spec.topics of %s, with a role that may produce (editor)"
                        .formatted(
                            serviceId.map(id -> "ServiceId " + id.id()).orElse("its ServiceId")))
                : Verdict.ok("grant", "the key may write the topic " + topic));
  }

  private Verdict topicIsThere() {
    Optional<JsonNode> declared = instance.entry("/status/topics", "name", topic);
    String state = declared.map(entry -> entry.path("state").asText()).orElse("Ready");
    if (!"Ready".equals(state)) {
      return Verdict.broken(
          "topic",
          "%s is declared, and is not as declared: %s".formatted(topic, state),
          "see: kubectl restproducer topic "
              + topic
              + "; condition Ready of the RestProducer says more");
    }
    return asked(
        "topic",
        ONE_BYTE,
        Map.of("partition", NO_SUCH_PARTITION),
        answer ->
            switch (answer.status()) {
              case 404 ->
                  Verdict.broken(
                      "topic",
                      "there is no topic " + topic,
                      "make it: kubectl restproducer topic-create --name " + topic);
              case 503, 408 ->
                  Verdict.broken(
                      "topic",
                      "Kafka does not answer for %s: %s".formatted(topic, answer.message()),
                      "see whether the brokers run; the conditions of the RestProducer say more");
              default -> Verdict.ok("topic", topic + " is there");
            });
  }

  private Verdict size() {
    int limit = instance.json().at("/status/limits/maxMessageSize").asInt(0);
    if (messageSize.isEmpty() || limit == 0) {
      return Verdict.ok("size", "messages of up to %d bytes are taken".formatted(limit));
    }
    return messageSize.get() > limit
        ? Verdict.broken(
            "size",
            "a message of %d bytes is over the limit of %d bytes"
                .formatted(messageSize.get(), limit),
            "raise it: kubectl restproducer limits --max-message-size " + messageSize.get())
        : Verdict.ok(
            "size", "%d bytes are within the limit of %d".formatted(messageSize.get(), limit));
  }

  private String remedyOfKey() {
    boolean suspended =
        serviceId.map(id -> id.json().at("/spec/suspend").asBoolean()).orElse(false);
    if (suspended) {
      return "its ServiceId is suspended: set spec.suspend to false";
    }
    return serviceId
        .map(
            id ->
                "it is revoked, expired or not known yet: see kubectl restproducer iam-service-id %s; the key that works lies in the Secret %s"
                    .formatted(
                        id.name(), id.text("/status/apiKeySecretName").orElse("of the ServiceId")))
        .orElse(
            "it is revoked, expired or of another RestProducer: take the one in the ServiceId's Secret, or make one with iam-service-id-create");
  }

  private Verdict asked(
      String name,
      byte[] body,
      Map<String, String> query,
      java.util.function.Function<ProduceApi.Answer, Verdict> judge) {
    try {
      return judge.apply(api.post(topic, query, key, TYPE, body));
    } catch (IOException e) {
      return Verdict.broken(
          name,
          "no answer to a request: " + e,
          "try again; if it stays so, see the log of the pods: something between may cut connections");
    }
  }
}
