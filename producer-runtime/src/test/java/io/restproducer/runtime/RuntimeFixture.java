package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Role;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.SealingKey;
import io.restproducer.contract.StatusReport;
import io.restproducer.runtime.config.InvalidSettings;
import io.restproducer.runtime.config.SettingsReader;
import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * A whole runtime on free ports, with its directory, an API key and a client that trusts it. It
 * fails its test at the end if a request was answered 500, unless that was announced.
 */
public final class RuntimeFixture implements AutoCloseable {
  public static final String TOPIC = "orders";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public final KeyTables tables = new KeyTables();
  public final ApiKey key = KeyTables.mint();
  public final TestCertificate certificate = TestCertificate.ec();
  private Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client;
  private long heap = 512L << 20;
  private int drainSeconds = 10;
  private Deadlines deadlines = Deadlines.STANDARD;
  private Map<String, String> producer = Map.of();
  private boolean faultsExpected;
  private InstantSource clock = InstantSource.system();
  private Optional<RuntimeConfiguration.ServerTls> tls = Optional.empty();
  private UnaryOperator<RuntimeConfiguration.Kafka> kafka = UnaryOperator.identity();
  private ProducerRuntime runtime;

  public RuntimeFixture(Path directory) {
    this.directory = directory;
    environment.put("BIND_ADDRESS", "127.0.0.1");
    client = newClient();
  }

  public HttpClient newClient(TestCertificate... further) {
    TestCertificate[] trusted = Arrays.copyOf(further, further.length + 1);
    trusted[further.length] = certificate;
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(TestCertificate.trusting(trusted))
        .build();
  }

  public RuntimeFixture with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  public RuntimeFixture withHeap(long bytes) {
    heap = bytes;
    return this;
  }

  public RuntimeFixture withDrainSeconds(int seconds) {
    drainSeconds = seconds;
    return this;
  }

  public RuntimeFixture within(Deadlines shorter) {
    deadlines = shorter;
    return this;
  }

  public RuntimeFixture withProducer(Map<String, String> options) {
    producer = options;
    return this;
  }

  /** Lives at another time. */
  public RuntimeFixture at(InstantSource time) {
    clock = time;
    return this;
  }

  /** Opens a port for client certificates. */
  public RuntimeFixture withClientAuth() {
    return with("CLIENT_AUTH_PORT", "0");
  }

  public RuntimeFixture withTls(RuntimeConfiguration.ServerTls other) {
    tls = Optional.of(other);
    return this;
  }

  /** A 500 is what this test is about. */
  public RuntimeFixture expectingFaults() {
    faultsExpected = true;
    return this;
  }

  /** Reaches Kafka in another way than without TLS and accounts. */
  public RuntimeFixture withKafka(UnaryOperator<RuntimeConfiguration.Kafka> change) {
    kafka = change;
    return this;
  }

  /** Writes the directory with one key that may write to {@link #TOPIC} and {@code topics}. */
  public RuntimeFixture files(String bootstrapServers, String... topics) {
    String[] granted = Arrays.copyOf(topics, topics.length + 1);
    granted[topics.length] = TOPIC;
    write(MountedFiles.CONFIGURATION, configuration(bootstrapServers).toJson());
    write(MountedFiles.SERVER_CERTIFICATE, certificate.certificatePem());
    write(MountedFiles.SERVER_KEY, certificate.keyPem());
    write(MountedFiles.KEY_TABLE, tables.signed(1, KeyTables.entry(key, Role.EDITOR, granted)));
    return this;
  }

  /** The same runtime, reading {@code other}. */
  public RuntimeFixture at(Path other) {
    directory = other;
    return this;
  }

  public RuntimeConfiguration configuration(String bootstrapServers) {
    return new RuntimeConfiguration(
        RuntimeConfiguration.VERSION,
        KeyTables.PRODUCER,
        new RuntimeConfiguration.Listeners(0, 0),
        kafka.apply(new RuntimeConfiguration.Kafka(bootstrapServers, producer)),
        tables.publicKey(),
        new RuntimeConfiguration.Logging("DEBUG", "json"),
        drainSeconds,
        tls);
  }

  public RuntimeFixture start() {
    try {
      runtime =
          new ProducerRuntime(
              SettingsReader.read(directory, environment, heap),
              deadlines,
              clock,
              failure -> {
                throw failure;
              });
      return this;
    } catch (InvalidSettings e) {
      throw new IllegalStateException(e);
    }
  }

  public RuntimeFixture awaitReady() {
    await().atMost(PATIENCE).until(() -> management(ManagementPaths.READY).statusCode() == 200);
    return this;
  }

  public ProducerRuntime runtime() {
    return runtime;
  }

  public int apiPort() {
    return runtime.apiPort().orElseThrow();
  }

  public int clientAuthPort() {
    return runtime.clientAuthPort().orElseThrow();
  }

  /** Trusts {@code authorities} to vouch for clients. */
  public RuntimeFixture trust(TestAuthority... authorities) {
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    for (TestAuthority authority : authorities) {
      pem.writeBytes(authority.pem());
    }
    write(MountedFiles.CLIENTS_TRUST, pem.toByteArray());
    return this;
  }

  /** Has a sealing key mounted. */
  public RuntimeFixture openWith(SealingKey key) {
    write(sealingKey(key), key.reveal());
    return this;
  }

  /** Takes a sealing key away. */
  public void forget(SealingKey key) {
    delete(sealingKey(key));
  }

  private void delete(String file) {
    try {
      Files.delete(directory.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sealingKey(SealingKey key) {
    return MountedFiles.SEALING_KEYS + "/" + key.id() + ".key";
  }

  /** Has a connect page with these addresses and authorities. */
  RuntimeFixture showPage(EndpointAddresses addresses, byte[] authorities) {
    write(MountedFiles.SERVER_AUTHORITIES, authorities);
    write(MountedFiles.ENDPOINT_ADDRESSES, addresses.toJson());
    return this;
  }

  /** Takes its files away. */
  void hidePage() {
    delete(MountedFiles.ENDPOINT_ADDRESSES);
    delete(MountedFiles.SERVER_AUTHORITIES);
  }

  public URI uri(String pathAndQuery) {
    return URI.create("https://127.0.0.1:" + apiPort() + pathAndQuery);
  }

  public HttpRequest.Builder post(String topicAndQuery, BodyPublisher body) {
    String[] parts = topicAndQuery.split("\\?", 2);
    String query = parts.length == 1 ? "" : "?" + parts[1];
    return HttpRequest.newBuilder(uri("/topics/" + parts[0] + "/records" + query))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + key.reveal())
        .POST(body);
  }

  public HttpResponse<String> send(HttpRequest request) {
    return send(client, request);
  }

  public static HttpResponse<String> send(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public CompletableFuture<HttpResponse<String>> sendLater(HttpRequest request) {
    return client.sendAsync(request, BodyHandlers.ofString());
  }

  /** Sends to a runtime that is another process. */
  public HttpResponse<String> sendTo(HttpClient other, int port, String bearer, String body) {
    URI uri = URI.create("https://127.0.0.1:" + port + "/topics/" + TOPIC + "/records");
    return send(
        other,
        HttpRequest.newBuilder(uri)
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + bearer)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Sends {@code body} to {@link #TOPIC}. */
  public HttpResponse<String> produce(String body) {
    return send(post(TOPIC, BodyPublishers.ofString(body)).build());
  }

  /** The same on a new connection: a kept one may reach its idle deadline at this very moment. */
  public HttpResponse<String> produceAnew(String body) {
    return send(newClient(), post(TOPIC, BodyPublishers.ofString(body)).build());
  }

  public HttpResponse<String> management(String path) {
    return send(HttpRequest.newBuilder(managementUri(path)).timeout(PATIENCE).build());
  }

  /** The value of a metric without labels, or the sum over all listeners. */
  public double metric(String name) {
    return management("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{listener="))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElseThrow();
  }

  /** A request's head on the wire, with {@link #key}; {@code headers} are whole lines. */
  public String head(String requestLine, String... headers) {
    StringBuilder head = new StringBuilder(requestLine).append("\r\nHost: localhost\r\n");
    head.append("Authorization: Bearer ").append(key.reveal()).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  public HttpResponse<String> push(byte[] table) {
    return send(
        HttpRequest.newBuilder(managementUri(ManagementPaths.KEY_TABLE))
            .timeout(PATIENCE)
            .PUT(BodyPublishers.ofByteArray(table))
            .build());
  }

  public HttpResponse<String> push(long revision, KeyEntry... entries) {
    return push(tables.signed(revision, entries));
  }

  public StatusReport status() {
    return StatusReport.parse(management(ManagementPaths.STATUS).body().getBytes());
  }

  /** Puts a whole file in place at once, as a volume does. */
  public void write(String file, byte[] content) {
    try {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Path next = Files.write(path.resolveSibling("." + path.getFileName()), content);
      Files.move(next, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (runtime == null) {
      return;
    }
    runtime.close();
    if (!faultsExpected) {
      assertThat(runtime.metrics().count(Reason.BUG))
          .as("requests answered 500; the log has a stack trace of each")
          .isZero();
    }
  }

  private URI managementUri(String path) {
    return URI.create("http://127.0.0.1:" + runtime.managementPort() + path);
  }
}
