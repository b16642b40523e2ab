package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as people run it. */
class ProcessIT {
  private static final Path JAR = Path.of("target", "producer-runtime.jar");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;

  @Test
  void servesDrainsOnSigtermAndEndsWithZeroHavingLoggedNoSecret() throws Exception {
    Path log = directory.resolve("log");
    Path config = directory.resolve("config");
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of())) {
      broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
      RuntimeFixture files = new RuntimeFixture(config).files(broker.bootstrapServers());
      Process process = run(log, "--config", config.toString());
      try {
        await().atMost(PATIENCE).until(() -> port(log, "api port open") > 0);
        int api = port(log, "api port open");
        await()
            .atMost(PATIENCE)
            .until(() -> Files.readString(log).contains("\"reachable\":\"true\""));
        HttpClient client = files.newClient();
        assertThat(files.sendTo(client, api, files.key.reveal(), "x").statusCode()).isEqualTo(200);
        String typo = files.key.reveal().substring(0, 65) + "?";
        assertThat(files.sendTo(client, api, typo, "x").statusCode()).isEqualTo(401);
        assertThat(files.sendTo(client, api, files.key.reveal(), "m".repeat(70000)).statusCode())
            .isEqualTo(413);

        process.destroy();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(broker.end(RuntimeFixture.TOPIC, 0)).isEqualTo(1);
      } finally {
        process.destroyForcibly();
      }
      String logged = Files.readString(log);
      assertThat(logged).contains("\"drained\"", "NOT_AUTHENTICATED", "TOO_LARGE", "starting");
      assertThat(logged).doesNotContain(files.key.reveal().substring(17));
      assertThat(logged).doesNotContainPattern("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]");
      assertThat(logged).doesNotContain("PRIVATE KEY");
    }
  }

  @Test
  void namesEveryProblemOfBadSettingsAtOnceAndFails() throws Exception {
    Path log = directory.resolve("log");
    Path config = Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        config.resolve("runtime.json"),
        """
        {"version":1,"listeners":{"api":70000,"management":0},"drainSeconds":-1,
         "kafka":{"bootstrapServers":"nowhere","producer":{"acks":"0","enable.idempotence":"false"}},
         "keyTableSigner":"?"}
        """);

    Process process = run(log, "--config", config.toString());

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(log))
        .contains(
            "lacks producer",
            "API_PORT must be a whole number from 0 to 65535, not 70000",
            "drainSeconds must be 0 to 3600, not -1",
            "kafka.bootstrapServers must be host:port",
            "acks must be all or 1, not 0",
            "enable.idempotence may not be set",
            "keyTableSigner is no Ed25519 public key");
  }

  @Test
  void endsWithOneWhenTheApiPortIsTaken() throws Exception {
    Path log = directory.resolve("log");
    Path config = directory.resolve("config");
    new RuntimeFixture(config).files("127.0.0.1:1");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      Process process = run(log, Map.of("API_PORT", port), "--config", config.toString());

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(Files.readString(log))
          .contains("the api port cannot be opened; free it, or set another with API_PORT", port)
          .doesNotContain("Exception: ", "at io.restproducer");
    }
  }

  /**
   * Whatever this Java platform disables: here it has RSA's key exchange disabled, as newer ones.
   */
  @Test
  void speaksTheOlderSuiteThatTheSettingsAskForAndNoOtherOne() throws Exception {
    ForeignProgram.need("bash", "openssl");
    Path log = directory.resolve("log");
    Path config = directory.resolve("config");
    Path platform = directory.resolve("java.security");
    Files.writeString(platform, "jdk.tls.disabledAlgorithms=SSLv3, TLSv1, anon, NULL, TLS_RSA_*\n");
    TestCertificate rsa = TestCertificate.rsa();
    RuntimeFixture files =
        new RuntimeFixture(config)
            .withTls(
                new ServerTls(
                    "TLSv1.2",
                    List.of("TLS_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_128_GCM_SHA256"),
                    List.of()))
            .files("127.0.0.1:1");
    files.write(MountedFiles.SERVER_KEY, rsa.keyPem());
    files.write(MountedFiles.SERVER_CERTIFICATE, rsa.certificatePem());
    Map<String, String> java =
        Map.of("JAVA_TOOL_OPTIONS", "-Djava.security.properties=" + platform.toAbsolutePath());

    Process process = run(log, java, "--config", config.toString());

    try {
      await().atMost(PATIENCE).until(() -> port(log, "api port open") > 0);
      int port = port(log, "api port open");
      assertThat(shakesHands(port, "-tls1_2 -cipher AES128-GCM-SHA256")).isTrue();
      assertThat(shakesHands(port, "-tls1_3")).isTrue();
      assertThat(shakesHands(port, "-tls1_2 -cipher AES256-GCM-SHA384")).isFalse();
      assertThat(shakesHands(port, "-tls1_2 -cipher ECDHE-RSA-AES128-GCM-SHA256")).isFalse();
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean shakesHands(int port, String options) {
    return new ForeignProgram(directory)
        .end(
            "bash",
            "-c",
            "openssl s_client -connect 127.0.0.1:" + port + " " + options + " </dev/null")
        .output()
        .contains("New, TLSv1.");
  }

  @Test
  void explainsItself() throws Exception {
    Path log = directory.resolve("log");
    Process help = run(log, "--help");
    assertThat(help.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(help.exitValue()).isZero();
    assertThat(Files.readString(log)).contains("--config DIR", "MAX_MESSAGE_SIZE");

    Process mistaken = run(log, "--konfig", "x");
    assertThat(mistaken.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(mistaken.exitValue()).isEqualTo(2);
  }

  private static Process run(Path log, String... arguments) throws IOException {
    return run(log, Map.of(), arguments);
  }

  private static Process run(Path log, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-jar", JAR.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BIND_ADDRESS", "127.0.0.1");
    builder.environment().putAll(environment);
    return builder.redirectOutput(log.toFile()).start();
  }

  private static int port(Path log, String message) throws IOException {
    for (String line : Files.readAllLines(log)) {
      Matcher port = Pattern.compile("\"port\": ?\"?(\\d+)").matcher(line);
      if (line.contains(message) && port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    return 0;
  }
}
