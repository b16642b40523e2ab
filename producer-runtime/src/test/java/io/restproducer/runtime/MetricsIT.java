package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Role;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code /metrics}, as docs/metrics.md has it. */
class MetricsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_SERIES = 250;
  private static final Pattern ROW = Pattern.compile("\\| (?<names>`[^|]*)\\| (?<type>\\w+) \\|.*");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");
  private static final Pattern METRIC = Pattern.compile("(restproducer|process|jvm)_\\w+");

  /** Their values come from this program, the JVM and its build, never from a request. */
  private static final Set<String> LABELS =
      Set.of(
          "action",
          "area",
          "cause",
          "gc",
          "id",
          "listener",
          "reason",
          "runtime",
          "status",
          "vendor",
          "version");

  @TempDir Path directory;
  private TestBroker broker;
  private RuntimeFixture runtime;

  @BeforeEach
  void start() {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .files(broker.bootstrapServers())
            .start()
            .awaitReady();
  }

  @AfterEach
  void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void isWhatTheDocumentationLists() throws IOException {
    Scrape scrape = afterGarbageCollection();

    Map<String, String> shown = new TreeMap<>();
    scrape.types().forEach((name, type) -> shown.put(name, type + scrape.labels(name)));
    assertThat(shown).isEqualTo(documented());
  }

  @Test
  void growsByNothingThatACallerChooses() {
    Set<String> before = series();
    assertThat(before).hasSizeLessThan(MOST_SERIES);
    ApiKey unknown = KeyTables.mint();
    for (int i = 0; i < 50; i++) {
      String name = "caller-chosen-" + i;
      runtime.produce("x");
      runtime.send(runtime.post(name, BodyPublishers.ofString("x")).build());
      runtime.send(runtime.post(RuntimeFixture.TOPIC + "?" + name + "=1", nothing()).build());
      runtime.send(HttpRequest.newBuilder(runtime.uri("/" + name)).build());
      runtime.send(
          runtime
              .post(RuntimeFixture.TOPIC, nothing())
              .setHeader("Authorization", "Bearer " + unknown.reveal())
              .method("POST", nothing())
              .build());
      runtime.send(
          HttpRequest.newBuilder(runtime.uri("/alive")).method("X-" + i, nothing()).build());
    }

    assertThat(series()).isEqualTo(before);
    Scrape scrape = scrape();
    assertThat(LABELS).containsAll(labels(scrape));
    assertThat(scrape.values("reason")).isEqualTo(reasons());
    assertThat(runtime.management("/metrics").body())
        .doesNotContain("caller-chosen", unknown.reveal(), runtime.key.reveal())
        .doesNotContain(runtime.key.id(), "checkout", RuntimeFixture.TOPIC);
  }

  @Test
  void countsEachAnswerOnceAndMeasuresWhatWasWritten() {
    runtime.produce("12345");
    runtime.send(runtime.post(RuntimeFixture.TOPIC + "?key=abc", body(1000)).build());
    batch("{\"records\":[{\"value\":1},{\"value\":22}]}");
    batch("{\"records\":[{\"value\":1},{\"value\":1,\"partition\":99}]}");
    runtime.send(HttpRequest.newBuilder(runtime.uri("/alive")).build());
    runtime.send(HttpRequest.newBuilder(runtime.uri("/nowhere")).build());

    Scrape scrape = scrape();
    assertThat(
            scrape.value(
                "restproducer_requests_total{listener=\"api\",reason=\"WRITTEN\",status=\"200\"}"))
        .isEqualTo(3);
    assertThat(
            scrape.value(
                "restproducer_requests_total{listener=\"api\",reason=\"PARTLY_WRITTEN\",status=\"207\"}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "restproducer_requests_total{listener=\"api\",reason=\"ALIVE\",status=\"200\"}"))
        .isEqualTo(1);
    assertThat(
            scrape.value(
                "restproducer_requests_total{listener=\"api\",reason=\"NO_SUCH_PATH\",status=\"404\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("restproducer_record_size_bytes_count")).isEqualTo(5);
    assertThat(scrape.value("restproducer_record_size_bytes_sum"))
        .isEqualTo(5 + 3 + 1000 + 1 + 2 + 1);
    assertThat(scrape.value("restproducer_record_size_bytes_bucket{le=\"64.0\"}")).isEqualTo(4);
    Map.of("request_duration", 3.0, "kafka_write_duration", 5.0)
        .forEach(
            (duration, count) -> {
              String name = "restproducer_" + duration + "_seconds";
              assertThat(scrape.value(name + "_count")).isEqualTo(count);
              assertThat(scrape.value(name + "_bucket{le=\"+Inf\"}")).isEqualTo(count);
              assertThat(scrape.value(name + "_sum")).isBetween(1e-6, 120.0);
            });
  }

  @Test
  void tellsLimitsKeysCertificateAndKafka() {
    runtime.push(
        7,
        KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC),
        KeyTables.entry(KeyTables.mint(), Role.EDITOR, RuntimeFixture.TOPIC));

    Scrape scrape = scrape();
    double now = Instant.now().getEpochSecond();
    assertThat(scrape.value("restproducer_key_table_revision")).isEqualTo(7);
    assertThat(scrape.value("restproducer_keys")).isEqualTo(2);
    assertThat(scrape.value("restproducer_key_table_in_force_timestamp_seconds"))
        .isBetween(now - 600, now + 1);
    assertThat(scrape.value("restproducer_certificate_not_after_timestamp_seconds"))
        .isEqualTo(runtime.status().serverCertificate().orElseThrow().notAfter().getEpochSecond());
    assertThat(scrape.value("restproducer_certificate_not_before_timestamp_seconds"))
        .isLessThan(now);
    assertThat(scrape.value("restproducer_bytes_in_flight_limit")).isEqualTo(128 << 20);
    assertThat(scrape.value("restproducer_requests_in_flight_limit")).isEqualTo(4096);
    assertThat(scrape.value("restproducer_connections_limit{listener=\"api\"}")).isEqualTo(4096);
    assertThat(scrape.value("restproducer_connections{listener=\"api\"}")).isZero();
    assertThat(scrape.value("restproducer_kafka_reachable")).isEqualTo(1);
    assertThat(scrape.value("restproducer_kafka_producer_up")).isEqualTo(1);
    assertThat(scrape.value("restproducer_kafka_producer_replacements_total")).isZero();
    assertThat(scrape.value("restproducer_kafka_records_waiting")).isZero();
    assertThat(scrape.value("restproducer_ready")).isEqualTo(1);
    assertThat(scrape.value("restproducer_draining")).isZero();
    assertThat(scrape.value("process_cpu_seconds_total")).isPositive();
    assertThat(scrape.value("process_open_fds")).isBetween(10.0, scrape.value("process_max_fds"));
  }

  @Test
  void aRuntimeWithoutKeysOrCertificateHasNoDates(@TempDir Path empty) {
    RuntimeFixture bare = new RuntimeFixture(empty);
    bare.write(MountedFiles.CONFIGURATION, bare.configuration("127.0.0.1:1").toJson());
    try (bare) {
      bare.start();

      Scrape scrape = Scrape.of(bare.management("/metrics").body());
      assertThat(scrape.value("restproducer_certificate_not_after_timestamp_seconds")).isNaN();
      assertThat(scrape.value("restproducer_key_table_in_force_timestamp_seconds")).isNaN();
      assertThat(scrape.value("restproducer_ready")).isZero();
    }
  }

  @Test
  void aTestFailsForA500ThatItDidNotAnnounce(@TempDir Path other) {
    RuntimeFixture faulty = new RuntimeFixture(other).files(broker.bootstrapServers()).start();
    faulty.runtime().metrics().answers(ListenerKind.API).refused(Reason.BUG);

    assertThatThrownBy(faulty::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("answered 500");
    faulty.expectingFaults().close();
  }

  private void batch(String records) {
    runtime.send(
        runtime
            .post(RuntimeFixture.TOPIC, BodyPublishers.ofString(records))
            .header("Content-Type", "application/vnd.kafka.json.v2+json")
            .build());
  }

  private Scrape scrape() {
    return Scrape.of(runtime.management("/metrics").body());
  }

  /** Pauses of the garbage collector appear with the first one, a moment later. */
  private Scrape afterGarbageCollection() {
    System.gc();
    await().atMost(PATIENCE).until(() -> scrape().types().containsKey("jvm_gc_pause_seconds_max"));
    return scrape();
  }

  /** All but those of the garbage collector, which come and go as it likes. */
  private Set<String> series() {
    return scrape().series().keySet().stream()
        .filter(name -> !name.startsWith("jvm_gc_"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> labels(Scrape scrape) {
    return scrape.types().keySet().stream()
        .flatMap(metric -> scrape.labels(metric).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> reasons() {
    return Stream.concat(
            Stream.of("WRITTEN", "PARTLY_WRITTEN", "ALIVE", "DESCRIPTION"),
            Arrays.stream(Reason.values()).map(Reason::name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Type and labels of every metric in the runtime's tables: a row has metrics, then labels. */
  private static Map<String, String> documented() throws IOException {
    String text = Files.readString(Path.of("..", "docs", "metrics.md"));
    Map<String, String> documented = new TreeMap<>();
    text.substring(text.indexOf("## The runtime"), text.indexOf("## The operator"))
        .lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(
            row -> {
              Map<Boolean, List<String>> names =
                  NAME.matcher(row.group("names"))
                      .results()
                      .map(name -> name.group(1))
                      .sorted()
                      .collect(Collectors.partitioningBy(name -> METRIC.matcher(name).matches()));
              names
                  .get(true)
                  .forEach(name -> documented.put(name, row.group("type") + names.get(false)));
            });
    return documented;
  }

  private static HttpRequest.BodyPublisher nothing() {
    return BodyPublishers.noBody();
  }

  private static HttpRequest.BodyPublisher body(int bytes) {
    return BodyPublishers.ofByteArray(new byte[bytes]);
  }
}
