package io.restproducer.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.contract.StatusReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The management port of a pod: verifies key tables as the real runtime does, and reports. */
final class FakeRuntime implements AutoCloseable {
  private final byte[] configurationFile;
  private final RuntimeConfiguration configuration;
  private final StatusReport.Limits limits;
  private final HttpServer server;
  private final List<KeyTable> tables = new CopyOnWriteArrayList<>();
  private volatile Mounted mounted;
  private volatile boolean deaf;

  /** What lies in the directory of a pod, by the path of each file. */
  record Mounted(Map<String, byte[]> files) {
    private static final Pattern SEALING_KEY =
        Pattern.compile(MountedFiles.SEALING_KEYS + "/([0-9a-f]{16})\\.key");

    boolean has(String path) {
      return files.containsKey(path);
    }

    byte[] file(String path) {
      return Optional.ofNullable(files.get(path))
          .orElseThrow(() -> new IllegalStateException(path + " is not mounted"));
    }

    List<String> sealingKeys() {
      return files.keySet().stream()
          .map(SEALING_KEY::matcher)
          .filter(Matcher::matches)
          .map(name -> name.group(1))
          .sorted()
          .toList();
    }

    StatusReport.ServerCertificate serverCertificate() {
      X509Certificate leaf =
          (X509Certificate) certificates(MountedFiles.SERVER_CERTIFICATE).iterator().next();
      return new StatusReport.ServerCertificate(
          leaf.getSerialNumber().toString(16),
          leaf.getNotBefore().toInstant(),
          leaf.getNotAfter().toInstant(),
          digest(leaf));
    }

    List<Sha256> clientsTrust() {
      return certificates(MountedFiles.CLIENTS_TRUST).stream()
          .map(FakeRuntime::digest)
          .sorted(Comparator.comparing(Sha256::hex))
          .toList();
    }

    private Collection<? extends Certificate> certificates(String path) {
      try {
        return CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file(path)));
      } catch (CertificateException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Sha256 digest(Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  private FakeRuntime(
      byte[] configurationFile, Mounted mounted, StatusReport.Limits limits, HttpServer server) {
    this.configurationFile = configurationFile;
    this.configuration = RuntimeConfiguration.parse(configurationFile);
    this.mounted = mounted;
    this.limits = limits;
    this.server = server;
  }

  static FakeRuntime start(Mounted mounted, StatusReport.Limits limits) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    FakeRuntime runtime =
        new FakeRuntime(mounted.file(MountedFiles.CONFIGURATION), mounted, limits, server);
    runtime.load(mounted.file(MountedFiles.KEY_TABLE));
    server.createContext(ManagementPaths.STATUS, runtime::status);
    server.createContext(ManagementPaths.KEY_TABLE, runtime::push);
    server.start();
    return runtime;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** What the kubelet has mounted now, but for the key table, which is pushed. */
  void refresh(Mounted now) {
    mounted = now;
  }

  Mounted mounted() {
    return mounted;
  }

  /** Refuses every table from now on, as a pod does that has lost its mind. */
  void turnDeaf(boolean nowDeaf) {
    deaf = nowDeaf;
  }

  /** Every table that was loaded, in order. */
  List<KeyTable> tables() {
    return tables;
  }

  KeyTable table() {
    return tables.get(tables.size() - 1);
  }

  boolean knows(String keyId) {
    return table().entries().stream().anyMatch(entry -> entry.id().equals(keyId));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void status(HttpExchange exchange) throws IOException {
    answer(exchange, 200, report().toJson());
  }

  private void push(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      if (deaf) {
        answer(exchange, 400, "deaf".getBytes(StandardCharsets.US_ASCII));
      } else {
        answer(exchange, load(body) ? 200 : 409, report().toJson());
      }
    } catch (IllegalStateException e) {
      answer(exchange, 400, e.getMessage().getBytes(StandardCharsets.UTF_8));
    }
  }

  private synchronized boolean load(byte[] signed) {
    try {
      KeyTable table =
          SignedKeyTable.open(signed, configuration.keyTableVerifier(), configuration.producer());
      long current = tables.isEmpty() ? 0 : table().revision();
      if (table.revision() > current) {
        tables.add(table);
      }
      return table.revision() >= current;
    } catch (InvalidKeyTable e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private StatusReport report() {
    return new StatusReport(
        configuration.producer(),
        Sha256.of(configurationFile),
        table().revision(),
        true,
        limits,
        new StatusReport.Kafka(true, "", OptionalInt.of(1_048_588), Map.of()),
        Optional.of(mounted.serverCertificate()),
        mounted.clientsTrust(),
        mounted.sealingKeys());
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
