package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.cli.cluster.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One declared topic: what is wanted of it and how it stands. */
record TopicView(
    String name,
    int partitions,
    Integer replicationFactor,
    Map<String, String> config,
    Integer actualPartitions,
    String state) {
  private static final String READY = "Ready";

  static List<TopicView> all(Resource instance) {
    List<TopicView> topics = new ArrayList<>();
    instance.json().at("/spec/topics").forEach(entry -> topics.add(of(instance, entry)));
    topics.sort(Comparator.comparing(TopicView::name));
    return topics;
  }

  static Optional<TopicView> find(Resource instance, String name) {
    return instance.entry("/spec/topics", "name", name).map(entry -> of(instance, entry));
  }

  boolean isReady() {
    return READY.equals(state);
  }

  boolean isWanted(int partitions, Integer replicationFactor, Map<String, String> config) {
    return this.partitions == partitions
        && (replicationFactor == null || replicationFactor.equals(this.replicationFactor))
        && this.config.entrySet().containsAll(config.entrySet());
  }

  String text() {
    Columns columns =
        new Columns()
            .row("Topic:", name)
            .row("State:", state)
            .row("Partitions:", actualPartitions == null ? "-" : actualPartitions)
            .row("Declared partitions:", partitions)
            .row(
                "Declared replication factor:",
                replicationFactor == null ? "the brokers' default" : replicationFactor);
    config.forEach((key, value) -> columns.row("Configuration:", key + "=" + value));
    return columns.text();
  }

  private static TopicView of(Resource instance, JsonNode entry) {
    String name = entry.path("name").asText();
    Optional<JsonNode> status = instance.entry("/status/topics", "name", name);
    Map<String, String> config = new TreeMap<>();
    entry.path("config").properties().forEach(e -> config.put(e.getKey(), e.getValue().asText()));
    return new TopicView(
        name,
        entry.path("partitions").asInt(1),
        entry.has("replicationFactor") ? entry.get("replicationFactor").asInt() : null,
        config,
        status.filter(s -> s.has("partitions")).map(s -> s.get("partitions").asInt()).orElse(null),
        status.map(s -> s.path("state").asText()).orElse("NotLookedAt"));
  }
}
