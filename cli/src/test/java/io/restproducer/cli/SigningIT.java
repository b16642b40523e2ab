package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.cli.Tool.Result;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ClientCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningIT {
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
  void aRequestIsSignedAndBoundToItsKeyOnceInWhateverForm() throws Exception {
    ApiKey key = created("checkout");
    KeyPair keys = Authority.pair();
    byte[] der = Authority.request("CN=cics-region-1", keys);
    Files.write(directory.resolve("app.csr.der"), der);
    Files.writeString(directory.resolve("app.csr"), pem(der));
    Result signed =
        tool.run(
            "sign-clientauth-csr",
            "--in",
            "app.csr",
            "--api-key",
            key.reveal(),
            "--out",
            "app.pem");
    assertThat(signed.code()).as(signed.err()).isZero();
    assertThat(signed.out()).contains("CN=cics-region-1", "Bound to API key:     " + key.id());
    assertThat(directory.resolve("app.pem"))
        .content()
        .containsSubsequence("BEGIN CERTIFICATE", "BEGIN CERTIFICATE");
    Result again =
        tool.input(key.reveal() + "\n")
            .run(
                "sign-clientauth-csr",
                "--in",
                "app.csr.der",
                "--in-format",
                "der",
                "--api-key-file",
                "-",
                "--out",
                "app.der",
                "--out-format",
                "der");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(Files.readAllBytes(directory.resolve("app.der"))[0]).isEqualTo((byte) 0x30);
    List<ClientCertificate> entries =
        stage.serviceId("checkout").get().getSpec().clientCertificates;
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).apiKeyId).isEqualTo(key.id());
    // A second request is an entry of its own, and the first stays.
    Files.writeString(directory.resolve("b.csr"), pem(Authority.request("CN=b")));
    assertThat(
            tool.run(
                    "sign-clientauth-csr",
                    "--in",
                    "b.csr",
                    "--api-key",
                    key.reveal(),
                    "--out",
                    "b.pem")
                .code())
        .isZero();
    assertThat(stage.serviceId("checkout").get().getSpec().clientCertificates).hasSize(2);
    assertThat(Serialization.asYaml(stage.serviceId("checkout").get()))
        .doesNotContain(key.reveal());
  }

  @Test
  void aKeyOfTheSameIdAndAnotherTextSignsNothing() throws IOException {
    ApiKey key = created("checkout");
    ApiKey forged = forged(key);
    Files.writeString(directory.resolve("app.csr"), pem(Authority.request("CN=app")));
    Result refused =
        tool.run(
            "sign-clientauth-csr",
            "--in",
            "app.csr",
            "--api-key",
            forged.reveal(),
            "--out",
            "a.pem");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("this is not the API key " + key.id(), "nothing was changed")
        .doesNotContain(forged.reveal());
    assertThat(stage.serviceId("checkout").get().getSpec().clientCertificates).isNullOrEmpty();
    assertThat(directory.resolve("a.pem")).doesNotExist();
  }

  @Test
  void aKeyOfNobodyAndARevokedOneSignNothing() throws IOException {
    ApiKey key = created("checkout");
    Files.writeString(directory.resolve("app.csr"), pem(Authority.request("CN=app")));
    ApiKey unknown = ApiKey.mint(new SecureRandom());
    Result nobody =
        tool.run(
            "sign-clientauth-csr",
            "--in",
            "app.csr",
            "--api-key",
            unknown.reveal(),
            "--out",
            "a.pem");
    assertThat(nobody.err()).contains("no ServiceId that you may see", unknown.id());
    tool.run("iam-service-id-revoke", "checkout", "--key-id", key.id());
    Result revoked =
        tool.run(
            "sign-clientauth-csr", "--in", "app.csr", "--api-key", key.reveal(), "--out", "a.pem");
    assertThat(revoked.code()).isEqualTo(1);
    assertThat(revoked.err()).contains("is revoked").doesNotContain(key.reveal());
  }

  @Test
  void aRefusedRequestSaysWhyAndLeavesNothing() throws IOException {
    ApiKey key = created("checkout");
    Files.writeString(
        directory.resolve("bad.csr"), pem(Authority.request(PlayedServiceIds.CSR_REFUSED_FOR)));
    Result refused =
        tool.run(
            "sign-clientauth-csr", "--in", "bad.csr", "--api-key", key.reveal(), "--out", "a.pem");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err())
        .contains("the request was refused: CsrSignatureWrong: the request has no valid signature");
    assertThat(stage.serviceId("checkout").get().getSpec().clientCertificates).isNullOrEmpty();
    assertThat(directory.resolve("a.pem")).doesNotExist();
  }

  @Test
  void aDryRunOfSigningPrintsAnEntryForGit() throws IOException {
    ApiKey key = created("checkout");
    Files.writeString(directory.resolve("app.csr"), pem(Authority.request("CN=app")));
    Result tried =
        tool.run(
            "sign-clientauth-csr",
            "--in",
            "app.csr",
            "--api-key",
            key.reveal(),
            "--out",
            "a.pem",
            "--dry-run");
    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out())
        .contains("csr: |", "BEGIN CERTIFICATE REQUEST", "apiKeyId: " + key.id())
        .doesNotContain(key.reveal());
    assertThat(stage.serviceId("checkout").get().getSpec().clientCertificates).isNullOrEmpty();
  }

  private ApiKey created(String name) {
    return NewServiceId.created(tool, name);
  }

  /** Well-formed, with the same id. */
  private static ApiKey forged(ApiKey key) {
    String start = "rpk_" + key.id() + "_" + "A".repeat(43);
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(start.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    StringBuilder tail = new StringBuilder();
    for (long rest = crc.getValue(); tail.length() < 6; rest /= 62) {
      tail.insert(0, digits.charAt((int) (rest % 62)));
    }
    return ApiKey.parse(start + tail).orElseThrow();
  }

  private static String pem(byte[] der) {
    return "-----BEGIN CERTIFICATE REQUEST-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .encodeToString(der)
        + "\n-----END CERTIFICATE REQUEST-----\n";
  }
}
