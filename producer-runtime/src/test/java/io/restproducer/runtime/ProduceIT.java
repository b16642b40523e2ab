package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in over HTTPS, and read back from a real broker byte for byte. */
class ProduceIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;

  @TempDir static Path directory;
  private static TestBroker broker;
  private static RuntimeFixture runtime;

  @BeforeAll
  static void start() {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(TOPIC, 3, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .files(broker.bootstrapServers())
            .start()
            .awaitReady();
  }

  @AfterAll
  static void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void answersWithTopicPartitionOffsetAndATimestampInAString() {
    HttpResponse<String> response = runtime.produce("one");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .matches(
            "\\{\"metadata\":\\{\"topic\":\"orders\",\"timestamp\":\"\\d{13}\","
                + "\"partition\":[0123],\"offset\":\\d+}}");
    assertThat(readBack(response).value()).isEqualTo("one".getBytes(UTF_8));
  }

  @Test
  void writesEveryByteOfALargeBodyAsItCame() {
    byte[] body = new byte[65536];
    new Random(1).nextBytes(body);

    HttpResponse<String> declared =
        runtime.send(runtime.post(TOPIC, BodyPublishers.ofByteArray(body)).build());
    HttpResponse<String> chunked =
        runtime.send(
            runtime
                .post(TOPIC, BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(body)))
                .build());

    assertThat(readBack(declared).value()).isEqualTo(body);
    assertThat(readBack(chunked).value()).isEqualTo(body);
  }

  @Test
  void writesKeyAndHeaders() {
    ConsumerRecord<byte[], byte[]> record =
        readBack(
            runtime.send(
                runtime
                    .post(
                        TOPIC + "?key=a+b%C3%A9&headers=colour:726463,empty:",
                        BodyPublishers.ofString("x"))
                    .build()));

    assertThat(record.key()).isEqualTo("a bé".getBytes(UTF_8));
    assertThat(record.headers().lastHeader("colour").value()).isEqualTo("rdc".getBytes(UTF_8));
    assertThat(record.headers().lastHeader("empty").value()).isEmpty();
  }

  @Test
  void writesABinaryKey() {
    ConsumerRecord<byte[], byte[]> record =
        readBack(
            runtime.send(
                runtime
                    .post(TOPIC + "?keyType=binary&key=00ff", BodyPublishers.ofString("x"))
                    .build()));

    assertThat(record.key()).containsExactly(0, 0xff);
  }

  @Test
  void writesNoKeyWhenNoneIsGiven() {
    assertThat(readBack(runtime.produce("x")).key()).isNull();
  }

  @Test
  void writesToThePartitionAndWithTheTimeThatAreGiven() {
    HttpResponse<String> response =
        runtime.send(
            runtime
                .post(TOPIC + "?partition=2&timestamp=1700000000000", BodyPublishers.ofString("x"))
                .build());

    assertThat(response.body()).contains("\"partition\":2,");
    assertThat(response.body()).contains("\"timestamp\":\"1700000000000\"");
    assertThat(readBack(response).timestamp()).isEqualTo(1_700_000_000_000L);
  }

  @Test
  void findsAPartitionThatWasAddedAMomentAgo() {
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    broker.addPartitions(TOPIC, 4);

    HttpResponse<String> response =
        runtime.send(runtime.post(TOPIC + "?partition=3", BodyPublishers.ofString("x")).build());

    assertThat(readBack(response).partition()).isEqualTo(3);
  }

  @Test
  void writesATombstoneAsANullValue() {
    HttpResponse<String> declared =
        runtime.send(
            runtime.post(TOPIC + "?key=k&tombstone=true", BodyPublishers.noBody()).build());
    HttpResponse<String> chunked =
        runtime.send(
            runtime
                .post(
                    TOPIC + "?key=k&tombstone=true",
                    BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[0])))
                .build());

    for (HttpResponse<String> response : List.of(declared, chunked)) {
      ConsumerRecord<byte[], byte[]> record = readBack(response);
      assertThat(record.key()).isEqualTo("k".getBytes(UTF_8));
      assertThat(record.value()).isNull();
    }
  }

  private static ConsumerRecord<byte[], byte[]> readBack(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return broker.read(TOPIC, (int) number(response, "partition"), number(response, "offset"));
  }

  private static long number(HttpResponse<String> response, String field) {
    Matcher matcher = Pattern.compile("\"" + field + "\":(\\d+)").matcher(response.body());
    assertThat(matcher.find()).isTrue();
    return Long.parseLong(matcher.group(1));
  }
}
