package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.DeclaredTopic;
import io.restproducer.dev.kafka.DevKafka;
import io.restproducer.operator.reconcile.ConditionType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsIT {
  @TempDir Path directory;

  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void makesDeclaredTopicsAndNamesADifferenceThatItCannotApply() throws Exception {
    try (DevKafka kafka = DevKafka.start(directory, 0, Map.of())) {
      scene.createGateway(
          spec -> {
            spec.kafka.bootstrapServers = kafka.bootstrapServers();
            spec.topics = List.of(topic(3));
          });
      scene.awaitReady("gateway");
      assertThat(scene.gateway().getStatus().topics)
          .singleElement()
          .matches(topic -> topic.partitions == 3 && topic.state.equals("Ready"));

      scene.change(spec -> spec.topics = List.of(topic(2)));
      scene.awaitProducer(
          gateway ->
              Scene.has("TopicNotAsDeclared", gateway.getStatus().conditions, ConditionType.READY)
                  && Scene.is("True", gateway.getStatus().conditions, ConditionType.STALLED));
      assertThat(scene.gateway().getStatus().topics.get(0).state)
          .isEqualTo("FewerPartitionsWanted");
    }
  }

  @Test
  void issuesKeysWhileKafkaIsAway() {
    scene.createGateway(spec -> spec.topics = List.of(topic(1)));
    scene.createCheckout();
    scene.awaitServiceIdReady("checkout");
    scene.awaitProducer(
        gateway ->
            Scene.has("WaitingForKafka", gateway.getStatus().conditions, ConditionType.READY));
  }

  private static DeclaredTopic topic(int partitions) {
    DeclaredTopic topic = new DeclaredTopic();
    topic.name = "orders";
    topic.partitions = partitions;
    return topic;
  }
}
