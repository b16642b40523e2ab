package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealingKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client certificate of every accepted request in the hands of programs that are not ours. */
final class ClientCertificateIT {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CertificateMint mint = new CertificateMint(InstantSource.system(), RANDOM);
  private final CertifiedKey authority = mint.clientsAuthority("gateway", 1, KeyAlgorithm.RSA);
  private final CertifiedKey servers = mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA);
  private final SealingKey sealing = SealingKey.mint(RANDOM);
  private final List<ClientCertificate> made = new ArrayList<>();
  private final List<String> files = new ArrayList<>();

  @TempDir private Path directory;
  private String ca;
  private String otherCa;

  @BeforeEach
  void issue() throws Exception {
    ca = file("ca.crt", authority.certificatePem());
    otherCa =
        file("other.crt", mint.clientsAuthority("gateway", 2, KeyAlgorithm.RSA).certificatePem());
    ClientIssuer issuer = new ClientIssuer(authority, sealing, mint, RANDOM);
    // The ways are one request again and again.
    for (CsrCorpus.Row row :
        CsrCorpus.accepted().filter(each -> !each.file().startsWith("way-")).toList()) {
      CertificateRequest request = CertificateRequest.parse(row.content()).named("svc");
      ClientCertificate leaf =
          ClientCertificate.of(issuer.certify(request, ApiKey.mint(RANDOM), Duration.ofDays(365)));
      made.add(leaf);
      files.add(file(row.file() + ".crt", leaf.chainPem(authority.certificate())));
    }
  }

  @Test
  void opensslVerifiesThemStrictly() throws Exception {
    List<String> verify =
        List.of("openssl", "verify", "-x509_strict", "-purpose", "sslclient", "-CAfile");

    ForeignProgram right = ForeignProgram.run(with(verify, ca, files));
    assertThat(right.exitCode()).as(right.output()).isZero();
    assertThat(ForeignProgram.run(with(verify, otherCa, files)).exitCode()).isNotZero();
  }

  @Test
  void gnuTlsVerifiesThem() throws Exception {
    for (String file : files) {
      ForeignProgram right = certtool(ca, file);
      assertThat(right.exitCode()).as(file + "\n" + right.output()).isZero();
      assertThat(right.output()).contains("Chain verification output: Verified");
    }
    assertThat(certtool(otherCa, files.get(0)).exitCode()).isNotZero();
  }

  @Test
  void goVerifiesThem() throws Exception {
    String program = file("verify.go", resource("verify.go"));
    ForeignProgram right = ForeignProgram.run(with(List.of("go", "run", program), ca, files));
    assertThat(right.exitCode()).as(right.output()).isZero();
    assertThat(ForeignProgram.run(with(List.of("go", "run", program), otherCa, files)).exitCode())
        .isNotZero();
  }

  @Test
  void pythonCryptographyVerifiesThem() throws Exception {
    String program = file("verify.py", resource("verify.py"));
    ForeignProgram right = ForeignProgram.run(with(List.of("python3", program), ca, files));
    assertThat(right.exitCode()).as(right.output()).isZero();
    assertThat(ForeignProgram.run(with(List.of("python3", program), otherCa, files)).exitCode())
        .isNotZero();
  }

  @Test
  void theJdkVerifiesAndKeytoolShowsThem() throws Exception {
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
    parameters.setRevocationEnabled(false);
    for (ClientCertificate leaf : made) {
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf.certificate())),
              parameters);
    }
    ForeignProgram shown =
        ForeignProgram.run(List.of(ForeignProgram.keytool(), "-printcert", "-file", files.get(0)));
    assertThat(shown.exitCode()).isZero();
    assertThat(shown.output()).contains("1.3.6.1.4.1.32473.1.1").contains("clientAuth");
  }

  @ParameterizedTest
  @EnumSource
  void opensslAndKeytoolReadTheStores(Pkcs12Profile profile) throws Exception {
    StorePassword password = StorePassword.mint(RANDOM);
    ClientStores stores = new ClientStores(profile, password);
    String key =
        file("keystore.p12", stores.keyStore("payments", client(), authority.certificate()));
    String trust = file("truststore.p12", stores.trustStore(List.of(servers.certificate())));

    for (String store : List.of(key, trust)) {
      ForeignProgram info =
          ForeignProgram.run(
              List.of(
                  "openssl",
                  "pkcs12",
                  "-info",
                  "-noenc",
                  "-in",
                  store,
                  "-passin",
                  "pass:" + password.reveal()));
      assertThat(info.exitCode()).as(info.output()).isZero();
      assertThat(info.output())
          .contains(
              profile == Pkcs12Profile.MODERN
                  ? "AES-256-CBC, Iteration 2048, PRF hmacWithSHA256"
                  : "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048")
          .contains(profile == Pkcs12Profile.MODERN ? "MAC: sha256" : "MAC: sha1");
      ForeignProgram list =
          ForeignProgram.run(
              List.of(
                  ForeignProgram.keytool(),
                  "-list",
                  "-keystore",
                  store,
                  "-storepass",
                  password.reveal()));
      assertThat(list.exitCode()).as(list.output()).isZero();
      assertThat(list.output())
          .contains(store.equals(key) ? "PrivateKeyEntry" : "trustedCertEntry");
    }
  }

  @ParameterizedTest
  @EnumSource
  void curlUsesTheKeyStore(Pkcs12Profile profile) throws Exception {
    StorePassword password = StorePassword.mint(RANDOM);
    ClientStores stores = new ClientStores(profile, password);
    String key =
        file("keystore.p12", stores.keyStore("payments", client(), authority.certificate()));
    CertifiedKey server =
        mint.serverLeaf(servers, ServerNames.of(List.of("localhost")), KeyAlgorithm.ECDSA);
    String serverCa = file("server-ca.crt", servers.certificatePem());
    int port;
    try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process listener =
        new ProcessBuilder(
                "openssl",
                "s_server",
                "-accept",
                "" + port,
                "-www",
                "-Verify",
                "2",
                "-verify_return_error",
                "-CAfile",
                ca,
                "-cert",
                file("tls.crt", server.certificatePem()),
                "-key",
                file("tls.key", server.privateKeyPem()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("server.log").toFile())
            .start();
    try {
      List<String> curl =
          List.of(
              "curl",
              "-sS",
              "--retry",
              "20",
              "--retry-connrefused",
              "--retry-delay",
              "1",
              "--cacert",
              serverCa,
              "https://localhost:" + port + "/");
      ForeignProgram with =
          ForeignProgram.run(
              with(curl, "--cert-type", List.of("P12", "--cert", key + ":" + password.reveal())));
      assertThat(with.exitCode()).as(with.output()).isZero();
      assertThat(with.output()).contains("Client certificate").containsPattern("CN ?= ?payments");
      assertThat(ForeignProgram.run(curl).output()).doesNotContain("Client certificate");
    } finally {
      listener.destroyForcibly().waitFor();
    }
  }

  private CertifiedKey client() {
    ClientKey key = ClientKey.mint(KeyAlgorithm.RSA, RANDOM);
    return key.certified(
        new ClientIssuer(authority, sealing, mint, RANDOM)
            .certify(
                CertificateRequest.of("payments", List.of(), key.publicKey()),
                ApiKey.mint(RANDOM),
                Duration.ofDays(30)));
  }

  private static ForeignProgram certtool(String ca, String chain) throws Exception {
    return ForeignProgram.run(
        List.of(
            "certtool",
            "--verify",
            "--verify-purpose",
            "1.3.6.1.5.5.7.3.2",
            "--load-ca-certificate",
            ca,
            "--infile",
            chain));
  }

  private static List<String> with(List<String> command, String next, List<String> rest) {
    return Stream.of(command, List.of(next), rest).flatMap(List::stream).toList();
  }

  private static byte[] resource(String name) throws Exception {
    try (var in = ClientCertificateIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    }
  }

  private String file(String name, byte[] content) throws Exception {
    return Files.write(directory.resolve(name), content).toString();
  }
}
