package io.restproducer.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.Role;
import io.restproducer.contract.SealingKey;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connect page in a browser: used with the keyboard, judged by axe in both themes and widths,
 * and each example that was copied from it run as it stands, with the files downloaded from it.
 * Pictures of it are left in {@code target/connect-page}.
 */
class ConnectPageBrowserIT {
  private static final String TOPIC = "payments.eu-1";
  private static final int COLUMNS_OF_A_CARD = 72;
  private static final TestAuthority CLIENTS = TestAuthority.named("gateway clients v1");
  private static final SealingKey SEALING = SealingKey.mint(new SecureRandom());
  private static final ApiKey SEALED = KeyTables.mint();
  private static final ClientIdentity CLIENT = CLIENTS.seal(SEALED, SEALING);

  @TempDir static Path directory;
  private static TestBroker broker;
  private static RuntimeFixture runtime;
  private static ForeignProgram programs;
  private static Optional<JsonNode> seen = Optional.empty();

  @BeforeAll
  static void start() throws IOException {
    broker = new TestBroker(directory.resolve("kafka"), Map.of());
    broker.createTopic(TOPIC, 1, Map.of());
    runtime =
        new RuntimeFixture(directory.resolve("config"))
            .withClientAuth()
            .files(broker.bootstrapServers())
            .trust(CLIENTS)
            .openWith(SEALING)
            .start()
            .awaitReady();
    runtime.push(
        2,
        KeyTables.entry(runtime.key, Role.EDITOR, TOPIC),
        KeyTables.sealed(KeyTables.entry(SEALED, Role.EDITOR, TOPIC), CLIENT.sealedIn()));
    runtime.showPage(
        new EndpointAddresses(api(), Optional.of(clientAuth())),
        runtime.certificate.certificatePem());
    Path files = Files.createDirectory(directory.resolve("reader"));
    Files.writeString(files.resolve("api-key.txt"), runtime.key.reveal());
    Files.write(files.resolve("client.crt"), CLIENT.certificatePem());
    Files.write(files.resolve("client.key"), CLIENT.keyPem());
    String path = Path.of(System.getProperty("java.home"), "bin") + File.pathSeparator;
    programs =
        new ForeignProgram(files)
            .with(Map.of("PATH", path + System.getenv("PATH"), "GOTOOLCHAIN", "local"));
  }

  @AfterAll
  static void stop() {
    runtime.close();
    broker.close();
  }

  @Test
  void axeFindsNothingInEitherThemeAtEitherWidth() {
    assertThat(texts(page().at("/violations"))).isEmpty();
    assertThat(texts(page().at("/tooWide"))).isEmpty();
  }

  @Test
  void theBrowserHasNothingToComplainOf() {
    assertThat(texts(page().at("/errors"))).isEmpty();
  }

  @Test
  void showsWhatThisInstanceIs() {
    JsonNode texts = page().at("/texts");
    assertThat(texts.at("/title").asText()).isEqualTo("Connect to " + KeyTables.PRODUCER.name());
    assertThat(texts(texts.at("/endpoints"))).containsExactly(api(), clientAuth());
    assertThat(texts(texts.at("/limits")))
        .containsExactly("65,536 bytes", "4,096 bytes", "1,048,576 bytes", "20,480 bytes");
    assertThat(texts(texts.at("/fingerprints"))).singleElement().asString().hasSize(95);
  }

  @Test
  void rendersEachOperationOfTheServedDescription() {
    List<String> described = new ArrayList<>();
    OpenApi.served()
        .at("/paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (operation.getValue().has("responses")) {
                            described.add(
                                "%s %s %s"
                                    .formatted(
                                        operation.getKey().toUpperCase(),
                                        path.getKey(),
                                        operation.getValue().at("/summary").asText()));
                          }
                        }));
    assertThat(texts(page().at("/texts/operations")))
        .hasSizeGreaterThan(4)
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void putsNoTopicIntoAnExampleThatKafkaCannotHave() {
    JsonNode refused = page().at("/refused");
    assertThat(refused.at("/invalid").asText()).isEqualTo("true");
    assertThat(refused.at("/error").asText()).contains("1 to 249 characters");
    assertThat(refused.at("/snippet").asText())
        .contains("/topics/a/records")
        .doesNotContain("rm -rf");
  }

  @Test
  void curl() throws IOException {
    ForeignProgram.need("bash", "curl");
    assertWritten(programs.run("bash", copied("curl", "curl.sh")));
  }

  @Test
  void wgetWithAClientCertificate() throws IOException {
    ForeignProgram.need("bash", "wget");
    assertWritten(programs.run("bash", copied("wget", "wget.sh")));
  }

  @Test
  void openssl() throws IOException {
    ForeignProgram.need("bash", "openssl");
    String output = programs.run("bash", copied("openssl", "openssl.sh"));
    assertThat(output).contains("Verify return code: 0 (ok)", "HTTP/1.1 200 OK");
    assertWritten(output);
  }

  @Test
  void keytoolAndThenJava() throws IOException {
    ForeignProgram.need("bash");
    copied("java", "Produce.java");
    String output = programs.run("bash", copied("keytool", "keytool.sh"));
    assertThat(output).contains("trustedCertEntry");
    assertWritten(output);
  }

  @Test
  void javaWithTheDownloadedTrustStore() throws IOException {
    ForeignProgram.need("bash");
    copied("java", "Produce.java");
    assertWritten(programs.run("bash", copied("java-command", "java.sh")));
  }

  @Test
  void python() throws IOException {
    ForeignProgram.need("python3");
    assertWritten(programs.run("python3", copied("python", "produce.py")));
  }

  @Test
  void goNetHttp() throws IOException {
    ForeignProgram.need("go");
    assertWritten(programs.run("go", "run", copied("go", "produce.go")));
  }

  @Test
  void node() throws IOException {
    assertWritten(programs.run("node", copied("node", "produce.mjs")));
  }

  /** Nobody runs these here: what can be told is that they are filled in, and fit a card. */
  @Test
  void fillsInWhatIsForCicsAndForDataPower() {
    String port = Integer.toString(runtime.clientAuthPort());
    assertThat(page().at("/copied/cics").asText())
        .contains("HOST(127.0.0.1)", "PORT(" + port + ")", "PATH(/topics/" + TOPIC + "/records)")
        .doesNotContain("@")
        .satisfies(
            text -> assertThat(text.lines()).allMatch(line -> line.length() < COLUMNS_OF_A_CARD));
    assertThat(page().at("/copied/datapower").asText())
        .contains("'" + clientAuth() + "/topics/" + TOPIC + "/records'")
        .doesNotContain("@");
  }

  private static String api() {
    return "https://127.0.0.1:" + runtime.apiPort();
  }

  private static String clientAuth() {
    return "https://127.0.0.1:" + runtime.clientAuthPort();
  }

  /** What the browser has seen; it is started once for all tests. */
  private static JsonNode page() {
    if (seen.isEmpty()) {
      Path chromium = ForeignProgram.path("chromium");
      Path script = ForeignProgram.node("connect-page").resolve("see.mjs");
      Path pictures = Path.of("target", "connect-page").toAbsolutePath();
      String output = programs.run("node", script, chromium, api() + "/", TOPIC, pictures);
      seen = Optional.of(OpenApi.json(output.getBytes(UTF_8)));
      for (String file : List.of("ca.crt", "ca.p12", "ca.der")) {
        take(pictures.resolve(file), programs.directory().resolve(file));
      }
    }
    return seen.get();
  }

  /** The file into which a reader has put what was copied for {@code program}. */
  private static Path copied(String program, String file) throws IOException {
    String text = page().at("/copied/" + program).asText();
    assertThat(text).doesNotContain("@TOPIC@").isNotBlank();
    return Files.writeString(programs.directory().resolve(file), text);
  }

  private static void assertWritten(String output) {
    int json = output.indexOf("{\"metadata\"");
    assertThat(json).as(output).isNotNegative();
    Json metadata = Json.parse(output.substring(json)).at("metadata");
    assertThat(metadata.at("topic").text()).isEqualTo(TOPIC);
    assertThat(broker.read(TOPIC, 0, metadata.at("offset").number()).value())
        .isEqualTo("hello".getBytes(UTF_8));
  }

  private static void take(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> texts(JsonNode array) {
    assertThat(array.isArray()).isTrue();
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
