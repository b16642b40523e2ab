package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.MountedFiles;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client's TLS sees, before and after the certificate changes. */
class TlsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private RuntimeFixture runtime;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(kafka, Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runtime = new RuntimeFixture(directory).files(broker.bootstrapServers()).start().awaitReady();
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void presentsANewCertificateWithoutClosingAConnection() throws IOException {
    TestCertificate next = TestCertificate.rsa();
    String request =
        "POST /topics/orders/records HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
            + "Authorization: Bearer "
            + runtime.key.reveal()
            + "\r\n\r\nx";
    try (RawConnection open = new RawConnection(runtime)) {
      assertThat(open.send(request).response()).startsWith("HTTP/1.1 200 ");

      install(next);
      await().atMost(PATIENCE).until(() -> next.certificate().equals(presented(next)));

      assertThat(open.send(request).response()).startsWith("HTTP/1.1 200 ");
      assertThat(runtime.status().serverCertificate().orElseThrow().serialNumber())
          .isEqualTo(next.certificate().getSerialNumber().toString(16));
    }
  }

  @Test
  void keepsItsCertificateWhenTheNextOneDoesNotFitItsKey() throws IOException {
    runtime.write(MountedFiles.SERVER_CERTIFICATE, TestCertificate.ec().certificatePem());
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.management("/metrics").body().contains("refused_updates_total 1.0"));

    assertThat(presented(runtime.certificate)).isEqualTo(runtime.certificate.certificate());
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksModernTls(String protocol) throws IOException {
    try (SSLSocket socket = socket(runtime.certificate)) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.startHandshake();

      assertThat(socket.getSession().getCipherSuite()).containsAnyOf("_GCM_", "_CHACHA20_");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
      })
  void refusesSuitesWithoutAead(String suite) throws IOException {
    try (SSLSocket socket = socket(runtime.certificate)) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {suite});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void servesOthersWhileManyHandshakesHang() throws IOException {
    Socket[] hanging = new Socket[50];
    for (int i = 0; i < hanging.length; i++) {
      hanging[i] = new Socket("127.0.0.1", runtime.apiPort());
      hanging[i].getOutputStream().write(22);
    }

    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);

    for (Socket socket : hanging) {
      socket.close();
    }
  }

  private void install(TestCertificate next) {
    runtime.write(MountedFiles.SERVER_KEY, next.keyPem());
    runtime.write(MountedFiles.SERVER_CERTIFICATE, next.certificatePem());
  }

  private X509Certificate presented(TestCertificate further) throws IOException {
    try (SSLSocket socket = socket(runtime.certificate, further)) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private SSLSocket socket(TestCertificate... trusted) throws IOException {
    return (SSLSocket)
        TestCertificate.trusting(trusted)
            .getSocketFactory()
            .createSocket("127.0.0.1", runtime.apiPort());
  }
}
