package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Server certificates in the hands of openssl, keytool and the JDK's TLS. */
final class ServerCertificateIT {
  private static final ServerNames NAMES =
      ServerNames.of(
          List.of(
              "localhost",
              "gateway.event-gateway.svc.cluster.local",
              "h".repeat(63) + ".example",
              "127.0.0.1",
              "::1",
              "2001:db8::7"));

  private final CertificateMint mint =
      new CertificateMint(InstantSource.system(), new SecureRandom());

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void opensslVerifiesThemStrictlyForEveryName(KeyAlgorithm algorithm) throws Exception {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, algorithm);
    CertifiedKey leaf = mint.serverLeaf(authority, NAMES, algorithm);
    String caFile = file("ca.crt", authority.certificatePem());
    String leafFile = file("tls.crt", leaf.certificatePem());

    for (List<String> name :
        List.of(
            List.of("-verify_hostname", "localhost"),
            List.of("-verify_hostname", "h".repeat(63) + ".example"),
            List.of("-verify_ip", "127.0.0.1"),
            List.of("-verify_ip", "2001:db8::7"))) {
      ForeignProgram verify = verify(caFile, leafFile, name);
      assertThat(verify.exitCode()).as(verify.output()).isZero();
    }
    assertThat(verify(caFile, leafFile, List.of("-verify_hostname", "other.example")).exitCode())
        .isNotZero();
    String otherCa = file("o.crt", mint.serverAuthority("gateway", 2, algorithm).certificatePem());
    assertThat(verify(otherCa, leafFile, List.of()).exitCode()).isNotZero();
  }

  @Test
  void opensslShowsWhatIsInThem() throws Exception {
    CertifiedKey authority = mint.serverAuthority("gateway", 3, KeyAlgorithm.RSA);
    CertifiedKey leaf = mint.serverLeaf(authority, NAMES, KeyAlgorithm.RSA);

    assertThat(text(file("ca.crt", authority.certificatePem())))
        .contains("CN = gateway server v3")
        .contains("Public-Key: (3072 bit)")
        .contains("CA:TRUE, pathlen:0")
        .contains("Certificate Sign, CRL Sign")
        .contains("X509v3 Authority Key Identifier")
        .contains("X509v3 Subject Key Identifier");
    assertThat(text(file("tls.crt", leaf.certificatePem())))
        .contains("Issuer: CN = gateway server v3")
        .contains("Subject: CN = localhost")
        .contains("Public-Key: (2048 bit)")
        .contains("CA:FALSE")
        .contains("Digital Signature, Key Encipherment")
        .contains("TLS Web Server Authentication")
        .contains("DNS:gateway.event-gateway.svc.cluster.local")
        .contains("IP Address:127.0.0.1")
        .contains("IP Address:0:0:0:0:0:0:0:1")
        .contains("IP Address:2001:DB8:0:0:0:0:0:7");
  }

  @ParameterizedTest
  @EnumSource
  void opensslReadsThePrivateKey(KeyAlgorithm algorithm) throws Exception {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, algorithm);
    String keyFile = file("tls.key", authority.privateKeyPem());

    ForeignProgram pkey =
        ForeignProgram.run(List.of("openssl", "pkey", "-in", keyFile, "-check", "-noout"));

    assertThat(pkey.exitCode()).as(pkey.output()).isZero();
    assertThat(pkey.output()).contains("Key is valid");
  }

  @Test
  void opensslReadsTheTableSigner() throws Exception {
    TableSigner signer = TableSigner.mint(new SecureRandom());
    String keyFile = file("signer.key", signer.privateKeyPem());

    ForeignProgram publicHalf =
        ForeignProgram.run(List.of("openssl", "pkey", "-in", keyFile, "-pubout"));

    assertThat(publicHalf.output().getBytes()).isEqualTo(signer.publicKeyPem());
  }

  @ParameterizedTest
  @EnumSource
  void keytoolImportsTheAuthority(KeyAlgorithm algorithm) throws Exception {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, algorithm);
    String caFile = file("ca.crt", authority.certificatePem());
    Path store = directory.resolve("trust.p12");

    ForeignProgram imported =
        ForeignProgram.run(
            List.of(
                ForeignProgram.keytool(),
                "-importcert",
                "-noprompt",
                "-alias",
                "gateway",
                "-file",
                caFile,
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString()));

    assertThat(imported.exitCode()).as(imported.output()).isZero();
    KeyStore read = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    assertThat(read.getCertificate("gateway")).isEqualTo(authority.certificate());
  }

  @ParameterizedTest
  @EnumSource
  void aJdkClientThatChecksNamesShakesHandsByNameAndAddress(KeyAlgorithm algorithm)
      throws Exception {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, algorithm);
    CertifiedKey leaf = mint.serverLeaf(authority, NAMES, algorithm);

    for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
      for (String host : List.of("localhost", "127.0.0.1", "2001:db8::7")) {
        assertThat(handshake(authority, leaf, authority.certificate(), host, protocol))
            .isEqualTo(protocol);
      }
    }
  }

  @Test
  void aJdkClientRefusesAnotherNameAndAnotherAuthority() {
    CertifiedKey authority = mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA);
    CertifiedKey leaf = mint.serverLeaf(authority, NAMES, KeyAlgorithm.ECDSA);
    X509Certificate other = mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA).certificate();

    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(
            () -> handshake(authority, leaf, authority.certificate(), "other.example", "TLSv1.3"));
    assertThatExceptionOfType(SSLException.class)
        .isThrownBy(() -> handshake(authority, leaf, other, "localhost", "TLSv1.3"));
  }

  private static String handshake(
      CertifiedKey authority,
      CertifiedKey leaf,
      X509Certificate trusted,
      String host,
      String protocol)
      throws Exception {
    InetAddress loopback = InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1});
    try (SSLServerSocket listener =
        (SSLServerSocket)
            serverContext(authority, leaf)
                .getServerSocketFactory()
                .createServerSocket(0, 1, loopback)) {
      listener.setSoTimeout(30_000);
      CompletableFuture<Void> server =
          CompletableFuture.runAsync(
              () -> {
                try (SSLSocket accepted = (SSLSocket) listener.accept()) {
                  accepted.getInputStream().read();
                  accepted.getOutputStream().write('!');
                } catch (IOException e) {
                  // The client tells what went wrong.
                }
              });
      try (SSLSocket client =
          (SSLSocket)
              clientContext(trusted)
                  .getSocketFactory()
                  .createSocket(loopback, listener.getLocalPort())) {
        SSLParameters parameters = client.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {protocol});
        client.setSSLParameters(parameters);
        client.setSoTimeout(30_000);
        OutputStream out = client.getOutputStream();
        out.write('?');
        InputStream in = client.getInputStream();
        assertThat(in.read()).isEqualTo('!');
        return client.getSession().getProtocol();
      } finally {
        server.join();
      }
    }
  }

  private static SSLContext serverContext(CertifiedKey authority, CertifiedKey leaf)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Certificate[] chain = {leaf.certificate(), authority.certificate()};
    store.setKeyEntry("server", leaf.privateKey(), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext clientContext(X509Certificate trusted) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", trusted);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static ForeignProgram verify(String caFile, String leafFile, List<String> name)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("openssl", "verify", "-x509_strict", "-purpose", "sslserver"));
    command.addAll(List.of("-no-CApath", "-no-CAstore", "-CAfile", caFile));
    command.addAll(name);
    command.add(leafFile);
    return ForeignProgram.run(command);
  }

  private static String text(String file) throws Exception {
    ForeignProgram shown =
        ForeignProgram.run(List.of("openssl", "x509", "-in", file, "-noout", "-text"));
    assertThat(shown.exitCode()).as(shown.output()).isZero();
    return shown.output();
  }

  private String file(String name, byte[] content) throws Exception {
    return Files.write(directory.resolve(name), content).toString();
  }
}
