package io.restproducer.dev.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevKafkaIT {
  private static DevKafka kafka;

  @BeforeAll
  static void start(@TempDir Path directory) {
    kafka = DevKafka.start(directory, 0, Map.of("message.max.bytes", "2000"));
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @Test
  void keepsARecordOverARestartOnTheSamePort() throws Exception {
    String before = kafka.bootstrapServers();
    makeTopic("orders");
    assertThat(produce("orders", "one").offset()).isZero();

    kafka.stop();
    assertThatThrownBy(() -> produce("orders", "lost")).hasCauseInstanceOf(TimeoutException.class);
    kafka.restart();

    assertThat(kafka.bootstrapServers()).isEqualTo(before);
    assertThat(produce("orders", "two").offset()).isEqualTo(1);
    assertThat(consume("orders", 2)).containsExactly("one", "two");
  }

  @Test
  void makesNoTopicByItself() throws Exception {
    assertThatThrownBy(() -> produce("never-made", "x")).isInstanceOf(ExecutionException.class);
    try (Admin admin = Admin.create(clientSettings())) {
      assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).doesNotContain("never-made");
      assertThatThrownBy(() -> admin.describeTopics(List.of("never-made")).allTopicNames().get())
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void obeysBrokerOverrides() throws Exception {
    makeTopic("small");
    assertThatThrownBy(() -> produce("small", "x".repeat(3000)))
        .hasMessageContaining("max message size");
  }

  @Test
  void failsAtOnceWhereThePortIsTaken(@TempDir Path other) {
    int taken = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
    assertThatThrownBy(() -> DevKafka.start(other, taken, Map.of()).close())
        .hasMessage("port %d of 127.0.0.1 is taken; choose another, or 0 for a free one", taken);
  }

  private static void makeTopic(String name) throws Exception {
    try (Admin admin = Admin.create(clientSettings())) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
    }
  }

  private static RecordMetadata produce(String topic, String value) throws Exception {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "delivery.timeout.ms",
            5000,
            "request.timeout.ms",
            4000,
            "linger.ms",
            0,
            "max.block.ms",
            5000);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get();
    }
  }

  private static List<String> consume(String topic, int count) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            clientSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          values.add(new String(record.value(), UTF_8));
        }
      }
      return values;
    }
  }

  private static Map<String, Object> clientSettings() {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }
}
