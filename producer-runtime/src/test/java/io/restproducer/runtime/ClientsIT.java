package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that people use, each as the real program (test resources, {@code clients/README.md});
 * what they wrote is read back from a real broker byte for byte.
 */
class ClientsIT {
  private static final String TOPIC = RuntimeFixture.TOPIC;
  private static final String ABSENT = "orders-not-created-yet";
  private static final int LIMIT = 65_536;
  private static final byte[] BYTES = new byte[256];
  private static final byte[] LARGE = new byte[LIMIT];

  @TempDir static Path directory;
  private static TestBroker broker;
  private static RuntimeFixture runtime;
  private static ForeignProgram programs;

  @BeforeAll
  static void start() throws IOException {
    for (int i = 0; i < BYTES.length; i++) {
      BYTES[i] = (byte) i;
    }
    new Random(1).nextBytes(LARGE);
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(TOPIC, 3, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .files(broker.bootstrapServers(), ABSENT)
            .start()
            .awaitReady();
    Path files = Files.createDirectory(directory.resolve("client"));
    Files.writeString(files.resolve("url"), "https://127.0.0.1:" + runtime.apiPort());
    Files.write(files.resolve("ca.crt"), runtime.certificate.certificatePem());
    Files.writeString(files.resolve("key"), runtime.key.reveal());
    Files.writeString(files.resolve("wrong-key"), KeyTables.mint().reveal());
    Files.writeString(
        files.resolve("netrc"),
        "machine 127.0.0.1 login token password %s%n".formatted(runtime.key.reveal()));
    Files.write(files.resolve("bytes"), BYTES);
    Files.write(files.resolve("large"), LARGE);
    Files.write(files.resolve("too-large"), new byte[LIMIT + 1]);
    programs = new ForeignProgram(files);
  }

  @AfterAll
  static void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void curl() {
    ForeignProgram.need("bash", "curl", "awk");
    Map<String, Step> steps = steps(programs.run("bash", client("curl/produce.sh")));

    checkSingleRecords(steps);
    assertThat(readBack(steps.get("expect")).value()).isEqualTo(LARGE);
    assertThat(steps.get("expect-too-large").status()).isEqualTo("413");
    assertThat(steps.get("expect-too-large").body()).contains("65537 bytes");
    checkConnectionsOfOneThatSendsWhileItReads(steps);
  }

  /** It sends no chunks, throws the body of a 401 away, and keeps a connection for one command. */
  @Test
  void wget() {
    ForeignProgram.need("bash", "wget", "awk");
    Map<String, Step> steps = steps(programs.run("bash", client("wget/produce.sh")));

    checkRecord(steps);
    assertThat(readBack(steps.get("large")).value()).isEqualTo(LARGE);
    assertThat(steps.get("unauthenticated").status()).isEqualTo("401");
    checkTooLarge(steps);
    assertThat(readBack(steps.get("again")).value()).isEqualTo("again".getBytes(UTF_8));
    assertThat(steps.get("connections").status()).isEqualTo("1");
  }

  @Test
  void javaHttpClient() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Map<String, Step> steps = steps(programs.run(java, client("java/Produce.java")));

    checkSingleRecords(steps);
    checkConnectionsOfOneThatSendsWhileItReads(steps);
  }

  @Test
  void goNetHttp() {
    ForeignProgram.need("go");
    Path binary = directory.resolve("produce").toAbsolutePath();
    new ForeignProgram(client("go"))
        .with(Map.of("GOFLAGS", "-buildvcs=false", "GOTOOLCHAIN", "local"))
        .run("go", "build", "-o", binary, ".");

    Map<String, Step> steps = steps(programs.run(binary));
    checkSingleRecords(steps);
    checkConnectionsOfOneThatSendsWhileItReads(steps);
  }

  @Test
  void nodeFetch() {
    ForeignProgram.need("node");
    Map<String, Step> steps =
        steps(
            programs
                .with(Map.of("NODE_EXTRA_CA_CERTS", "ca.crt"))
                .run("node", client("node/produce.mjs")));

    checkSingleRecords(steps);
    checkConnectionsOfOneThatSendsWhileItReads(steps);
  }

  @Test
  void pythonRequests() {
    checkSingleRecordsOnOneConnection(programs.run(python(), client("python/requests_produce.py")));
  }

  @Test
  void pythonHttpx() {
    checkSingleRecordsOnOneConnection(programs.run(python(), client("python/httpx_produce.py")));
  }

  /** A published client of Strimzi's Kafka Bridge and of API v2 of Confluent's REST Proxy. */
  @Test
  void kafkaBridgeClient() {
    long before = total();

    String output =
        programs
            .with(Map.of("NETRC", "netrc", "REQUESTS_CA_BUNDLE", "ca.crt"))
            .run(python(), client("python/kafka_bridge_client_produce.py"));

    assertThat(output.lines())
        .containsExactly(
            "binary\tTrue",
            "json\tTrue",
            "absent\tKafkaBridgeTopicNotFoundError",
            "invalid\tValidationError");
    assertThat(total() - before).isEqualTo(3);
  }

  /** Confluent's published client for Node, which speaks API v1 only. */
  @Test
  void kafkaRestOfConfluent() {
    Path home = ForeignProgram.node("clients/kafka-rest");

    Map<String, Step> steps =
        steps(
            programs
                .with(Map.of("NODE_EXTRA_CA_CERTS", "ca.crt"))
                .run("node", home.resolve("produce.js")));

    assertThat(steps.get("topic").status()).isEqualTo("200");
    assertThat(readBack(steps.get("topic"), 0).key()).isEqualTo("k ü".getBytes(UTF_8));
    assertThat(readBack(steps.get("topic"), 0).value()).isEqualTo(BYTES);
    assertThat(readBack(steps.get("topic"), 1).value()).isEqualTo("two".getBytes(UTF_8));
    assertThat(readBack(steps.get("partition"), 0).partition()).isEqualTo(1);
    assertThat(steps.get("absent").status()).isEqualTo("404");
    assertThat(Json.parse(steps.get("absent").body()).at("error_code").number()).isEqualTo(404);
  }

  @Test
  void requestsOfStrimzisDocumentation() {
    ForeignProgram.need("bash", "curl");
    Map<String, Step> steps = steps(programs.run("bash", client("strimzi/produce.sh")));

    assertThat(steps.get("topic").body())
        .matches("\\{\"offsets\":\\[(\\{\"partition\":\\d,\"offset\":\\d+},?){3}]}");
    assertThat(readBack(steps.get("topic"), 0).key()).isEqualTo("\"my-key\"".getBytes(UTF_8));
    assertThat(readBack(steps.get("topic"), 1).partition()).isEqualTo(2);
    ConsumerRecord<byte[], byte[]> third = readBack(steps.get("topic"), 2);
    assertThat(third.timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(third.headers().lastHeader("key1").value())
        .isEqualTo("Apache Kafka is the bomb!".getBytes(UTF_8));
    assertThat(readBack(steps.get("partition"), 0).value())
        .isEqualTo("{\"name\": \"n\"}".getBytes(UTF_8));
    assertThat(readBack(steps.get("partition"), 1).partition()).isZero();
    assertThat(readBack(steps.get("sync"), 0).value()).isEqualTo("\"v\"".getBytes(UTF_8));
    checkError(steps.get("async"), 400);
    checkError(steps.get("absent"), 404);
    checkError(steps.get("invalid"), 422);
  }

  private record Step(String status, String body) {}

  private static Path client(String name) {
    return ForeignProgram.resource("clients/" + name);
  }

  private static Path python() {
    return ForeignProgram.python(client("python/requirements.txt"));
  }

  private static Map<String, Step> steps(String output) {
    Map<String, Step> steps = new LinkedHashMap<>();
    output
        .lines()
        .map(line -> line.split("\t", 3))
        .forEach(part -> steps.put(part[0], new Step(part[1], part.length < 3 ? "" : part[2])));
    return steps;
  }

  private static void checkSingleRecordsOnOneConnection(String output) {
    Map<String, Step> steps = steps(output);
    checkSingleRecords(steps);
    assertThat(steps.get("connections").status()).isEqualTo("1");
  }

  /** It gives a connection up on which a refusal came before all of its request was out. */
  private static void checkConnectionsOfOneThatSendsWhileItReads(Map<String, Step> steps) {
    assertThat(steps.get("connections").status()).isIn("1", "2");
  }

  private static void checkSingleRecords(Map<String, Step> steps) {
    checkRecord(steps);
    assertThat(readBack(steps.get("large")).value()).isEqualTo(LARGE);
    assertThat(readBack(steps.get("chunked")).value()).isEqualTo(LARGE);
    checkError(steps.get("unauthenticated"), 401);
    checkTooLarge(steps);
    assertThat(readBack(steps.get("again")).value()).isEqualTo("again".getBytes(UTF_8));
  }

  private static void checkRecord(Map<String, Step> steps) {
    ConsumerRecord<byte[], byte[]> record = readBack(steps.get("bytes"));
    assertThat(record.key()).isEqualTo("k ü".getBytes(UTF_8));
    assertThat(record.headers().toArray()).hasSize(1);
    assertThat(record.headers().lastHeader("colour").value()).isEqualTo("red".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(BYTES);
  }

  private static void checkTooLarge(Map<String, Step> steps) {
    checkError(steps.get("too-large"), 413);
    assertThat(steps.get("too-large").body())
        .contains("The message has 65537 bytes; the limit is 65536 bytes.");
  }

  private static void checkError(Step step, int status) {
    assertThat(step.status()).as(step.body()).isEqualTo(Integer.toString(status));
    assertThat(Json.parse(step.body()).at("error_code").number()).isEqualTo(status);
    assertThat(Json.parse(step.body()).at("message").text()).isNotEmpty();
  }

  private static ConsumerRecord<byte[], byte[]> readBack(Step step) {
    assertThat(step.status()).as(step.body()).isEqualTo("200");
    return at(Json.parse(step.body()).at("metadata"));
  }

  private static ConsumerRecord<byte[], byte[]> readBack(Step step, int index) {
    assertThat(step.status()).as(step.body()).isEqualTo("200");
    return at(Json.parse(step.body()).at("offsets").at(index));
  }

  private static ConsumerRecord<byte[], byte[]> at(Json place) {
    return broker.read(TOPIC, (int) place.at("partition").number(), place.at("offset").number());
  }

  private static long total() {
    return broker.end(TOPIC, 0) + broker.end(TOPIC, 1) + broker.end(TOPIC, 2);
  }
}
