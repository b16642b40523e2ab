package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceIdCommandsIT {
  private static final Pattern KEY = Pattern.compile("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");

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
  void aNewServiceIdsKeyIsPrintedOnceAndWorks() {
    ApiKey key = created("checkout");
    Result sent = tool.run("produce", "orders", "-d", "hello");
    assertThat(sent.code()).as(sent.err()).isZero();
    assertThat(sent.out()).contains("200: topic orders, partition 0, offset 0");
    assertThat(stage.endpoint().records()).containsExactly("orders:hello");
    Result refused = tool.run("produce", "other", "-d", "x", "--service-id", "checkout");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("error: 403: The credential may not write this topic.");
    for (String look : List.of("iam-service-ids", "iam-service-id checkout")) {
      String shown = tool.run(look.split(" ")).out();
      assertThat(shown).contains("checkout").doesNotContain(key.reveal());
    }
    assertThat(tool.run("iam-service-id", "checkout", "-o", "json").out())
        .contains("\"id\" : \"" + key.id() + "\"", "\"Active\"");
  }

  @Test
  void aServiceIdOfThatNameIsRefusedAndLeftAlone() {
    created("checkout");
    Result again = tool.run("iam-service-id-create", "--name", "checkout", "--topic", "payments");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("there is a ServiceId checkout");
    assertThat(stage.serviceId("checkout").get().getSpec().topics).containsExactly("orders");
  }

  @Test
  void aDeletedServiceIdIsGoneWhenTheCommandReturns() {
    ApiKey key = created("checkout");
    assertThat(tool.run("iam-service-id-delete", "checkout").code()).isZero();
    assertThat(stage.serviceId("checkout").get()).isNull();
    Result unknown = tool.run("iam-service-id-delete", "checkout");
    assertThat(unknown.code()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no ServiceId checkout");
    Result refused =
        tool.input(key.reveal()).run("produce", "orders", "-d", "x", "--api-key-file", "-");
    assertThat(refused.err()).contains("401");
  }

  @Test
  void rotationPrintsTheNewKeyAndTheOldOneWorksOn() {
    ApiKey old = created("checkout");
    ApiKey next = key(tool.run("iam-service-id-rotate", "checkout"));
    assertThat(next.id()).isNotEqualTo(old.id());
    assertThat(tool.run("iam-service-id", "checkout").out()).contains(old.id() + ", Retiring");
    assertThat(stage.serviceId("checkout").get().getSpec().apiKey.generation).isEqualTo(1);
    ApiKey third = key(tool.run("iam-service-id-rotate", "checkout", "--now"));
    assertThat(tool.run("iam-service-id", "checkout").out())
        .contains(next.id() + ", Revoked", third.id() + ", Active", old.id() + ", Revoked");
  }

  @Test
  void aRevokedKeyIsRefusedWhenTheCommandReturns() {
    ApiKey key = created("checkout");
    Result ended = tool.run("iam-service-id-revoke", "checkout", "--key-id", key.id());
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(stage.serviceId("checkout").get().getSpec().apiKey.revokedIds)
        .containsExactly(key.id());
    Result refused =
        tool.input(key.reveal()).run("produce", "orders", "-d", "x", "--api-key-file", "-");
    assertThat(refused.err()).contains("401");
    assertThat(tool.run("iam-service-id-revoke", "checkout", "--key-id", "AAAAAAAAAAAA").err())
        .contains("has no API key with the id AAAAAAAAAAAA");
    Result whole = tool.run("iam-service-id-revoke", "checkout", "--key-id", key.reveal());
    assertThat(whole.code()).isEqualTo(2);
    assertThat(whole.err()).doesNotContain(key.reveal());
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
        directory.resolve("bad.csr"), pem(Authority.request(PlayedOperator.CSR_REFUSED_FOR)));
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

  @Test
  void resultsForScriptsAreJson() throws IOException {
    Result made =
        tool.run("iam-service-id-create", "--name", "app", "--topic", "orders", "-o", "json");
    assertThat(new ObjectMapper().readTree(made.out()).path("apiKey").asText()).matches(KEY);
  }

  private ApiKey created(String name) {
    Result made =
        tool.run("iam-service-id-create", "--name", name, "--role", "editor", "--topic", "orders");
    assertThat(made.code()).as(made.err()).isZero();
    return key(made);
  }

  private static ApiKey key(Result result) {
    Matcher found = KEY.matcher(result.out());
    assertThat(found.find()).as(result.out() + result.err()).isTrue();
    String text = found.group();
    assertThat(found.find()).isFalse();
    assertThat(result.err()).doesNotContain(text);
    return ApiKey.parse(text).orElseThrow();
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
