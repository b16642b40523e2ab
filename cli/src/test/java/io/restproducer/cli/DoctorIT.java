package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.cli.Tool.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One prepared fault a test: the link is found, the remedy is named, and nothing comes after it.
 */
class DoctorIT {
  private static final Instant NOW = Instant.now();

  @TempDir private Path directory;
  private Stage stage;
  private Tool tool;

  @BeforeEach
  void start() {
    stage = new Stage(directory).withProducer("gateway");
    tool = stage.tool();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void whereNothingIsWrongEveryCheckIsGoodAndNoRecordIsWritten() throws IOException {
    serviceId();
    Result good = tool.run("doctor");
    assertThat(good.code()).as(good.out() + good.err()).isZero();
    assertThat(good.out().lines().map(line -> line.split(" +")[1]))
        .containsExactly(
            "instance",
            "operator",
            "spec",
            "broker",
            "limits",
            "pods",
            "proxy",
            "DNS",
            "TCP",
            "TLS",
            "clock",
            "expiry",
            "name",
            "chain",
            "key",
            "grant",
            "topic",
            "size");
    assertThat(stage.endpoint().records()).isEmpty();
    JsonNode json = new ObjectMapper().readTree(tool.run("doctor", "-o", "json").out());
    assertThat(json).hasSize(18);
  }

  @Test
  void operatorDown() {
    stage.operator().down(true);
    patch("{\"spec\":{\"maxKeySize\":7}}", false);
    broken("operator", "it has not acted on generation 2", "see whether it runs");
  }

  @Test
  void brokerDown() {
    condition("KafkaReachable", "Unreachable", "no broker of kafka:9092 answers");
    broken("broker", "no broker of kafka:9092 answers", "see whether the brokers run");
  }

  @Test
  void limitAboveTheBrokers() {
    condition("LimitsWithinBroker", "LimitAboveBroker", "message.max.bytes is 1000");
    broken("limits", "message.max.bytes is 1000", "limits --max-message-size N");
  }

  @Test
  void messageOverTheLimit() {
    serviceId();
    broken(
        "size",
        "70000 bytes is over the limit of 65536",
        "limits --max-message-size 70000",
        "--message-size",
        "70000");
  }

  @Test
  void unknownHost() {
    endpoint("https://gateway.shop.svc:8443");
    broken("DNS", "gateway.shop.svc has no address here", "inside the cluster alone");
  }

  @Test
  void nobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    endpoint("https://localhost:" + free);
    broken("TCP", "localhost:" + free + " does not answer", "firewall");
  }

  @Test
  void proxyThatDoesNotLetThrough() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      serve(proxy);
      tool.with("HTTPS_PROXY", "http://127.0.0.1:" + proxy.getLocalPort());
      broken("proxy", "HTTP/1.1 403 Forbidden", "add localhost to NO_PROXY");
    }
    tool.with("NO_PROXY", "localhost");
    serviceId();
    assertThat(tool.run("doctor").code()).isZero();
  }

  @Test
  void noTlsBehindThePort() throws IOException {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      serve(plain);
      endpoint("https://localhost:" + plain.getLocalPort());
      broken("TLS", "no handshake", "has to pass through");
    }
  }

  @Test
  void wrongClock() {
    tool.clock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-20)));
    broken("clock", "s behind the server's", "NTP");
  }

  @Test
  void expiredCertificate() {
    SSLContext expired =
        stage.authority().server(NOW.minus(Duration.ofDays(9)), NOW.minusSeconds(5), "localhost");
    at(expired, "expiry", "valid from", "the operator renews its own");
  }

  @Test
  void wrongHost() {
    SSLContext other =
        stage.authority().server(NOW.minusSeconds(9), NOW.plusSeconds(900), "other.example.com");
    at(
        other,
        "name",
        "is for other.example.com, not for localhost",
        "call it by one of these names");
  }

  @Test
  void wrongAuthority() {
    SSLContext foreign =
        Authority.named("corporate proxy")
            .server(NOW.minusSeconds(9), NOW.plusSeconds(900), "localhost");
    at(foreign, "chain", "but by CN=corporate proxy", "something between ends TLS");
  }

  @Test
  void revokedKey() throws IOException {
    String key = serviceId();
    Files.writeString(directory.resolve("key"), key);
    tool.run("iam-service-id-revoke", "checkout", "--key-id", key.substring(4, 16));
    Result result =
        broken("key", "is refused", "the ServiceId's Secret", "orders", "--api-key-file", "key");
    assertThat(result.out() + result.err()).doesNotContain(key);
  }

  @Test
  void topicNotGranted() {
    serviceId();
    broken(
        "grant",
        "may not write the topic payments",
        "add it to spec.topics",
        "payments",
        "--service-id",
        "checkout");
  }

  @Test
  void noServiceIdOfTheNamespace() {
    Result found = tool.run("doctor");
    assertThat(found.code()).isEqualTo(1);
    assertThat(found.out()).contains("✗ key       no ready ServiceId").doesNotContain("→", "grant");
    assertThat(found.err()).startsWith("error: key is broken: no ready ServiceId").contains("-n");
  }

  @Test
  void missingTopic() {
    tool.run("iam-service-id-create", "--name", "checkout", "--topic", "nowhere");
    broken("topic", "there is no topic nowhere", "topic-create --name nowhere");
  }

  private String serviceId() {
    Result made = tool.run("iam-service-id-create", "--name", "checkout", "--topic", "orders");
    assertThat(made.code()).as(made.err()).isZero();
    return made.out().replaceAll("(?s).*(rpk_\\w+).*", "$1");
  }

  private void at(SSLContext tls, String link, String found, String remedy) {
    try (PlayedEndpoint other = PlayedEndpoint.start(tls)) {
      endpoint(other.url());
      broken(link, found, remedy);
    }
  }

  private Result broken(String link, String found, String remedy, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "doctor";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Result result = tool.run(all);
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(1);
    String last = result.out().lines().reduce((a, b) -> b).orElse("");
    assertThat(last).startsWith("✗ " + link).contains(found, remedy);
    assertThat(result.out().lines().filter(line -> line.startsWith("✗"))).hasSize(1);
    assertThat(result.err()).contains("error: " + link + " is broken", remedy);
    return result;
  }

  private void endpoint(String url) {
    patch("{\"status\":{\"endpoints\":[{\"name\":\"api\",\"url\":\"" + url + "\"}]}}", true);
  }

  private void condition(String type, String reason, String message) {
    patch(
        """
        {"status":{"conditions":[{"type":"%s","status":"False","reason":"%s","message":"%s",
         "lastTransitionTime":"2026-11-01T00:00:00Z"}]}}
        """
            .formatted(type, reason, message),
        true);
  }

  private void patch(String json, boolean status) {
    var resource = stage.producer("gateway");
    if (status) {
      resource.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), json);
    } else {
      resource.patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }
  }

  private static void serve(ServerSocket server) {
    Thread thread = new Thread(() -> forbid(server));
    thread.setDaemon(true);
    thread.start();
  }

  private static void forbid(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getInputStream().read(new byte[1000]);
        socket
            .getOutputStream()
            .write("HTTP/1.1 403 Forbidden\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        return;
      }
    }
  }
}
