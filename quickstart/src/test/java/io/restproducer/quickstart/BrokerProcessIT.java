package io.restproducer.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessIT {
  @Test
  void aStoppedBrokerComesBackOnItsAddressWithItsRecords(@TempDir Path parent) throws Exception {
    try (RunDirectory directory = RunDirectory.open(parent.resolve("quickstart"));
        BrokerProcess broker =
            new BrokerProcess(Programs.ofJars(new SourceTree(Path.of(".."))).broker(), directory)) {
      broker.start();
      String address = address(broker);
      write(address, "orders", "kept");

      broker.stop();
      broker.start();

      assertThat(address(broker)).isEqualTo(address);
      assertThat(new RecordReader(address).read(new Acknowledgement("orders", 0, 0)))
          .asString(UTF_8)
          .isEqualTo("kept");
    }
  }

  private static String address(BrokerProcess broker) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> broker.look().result(), Optional::isPresent)
        .orElseThrow();
  }

  private static void write(String address, String topic, String value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", address);
    try (Admin admin = Admin.create(settings);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
          .all()
          .get(60, TimeUnit.SECONDS);
      producer.send(new ProducerRecord<>(topic, value.getBytes(UTF_8))).get(60, TimeUnit.SECONDS);
    }
  }
}
