package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

@OnCluster
class HandEditIT {
  private static final List<String> ORDINARY = List.of("gateway-ca-bundle", "gateway-server-tls");
  private static final String AUTHORITY = "gateway-server-ca-key";

  @Full
  void whatWasEditedOrDeletedByHandIsPutBackAndNoRequestFails(Stage stage) {
    Gateway gateway = stage.ready();
    Outcomes outcomes;
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(200);
      long edited = System.nanoTime();
      stage.kubectl("set", "env", "deployment/" + Gateway.RUNTIME, "MAX_MESSAGE_SIZE=1");
      soon().until(() -> environment(stage).equals("65536"));
      Duration took = Duration.ofNanos(System.nanoTime() - edited);
      gateway.awaitRolledOut();
      for (String name : ORDINARY) {
        String before = uid(stage, name);
        stage.kubectl("delete", "secret", name);
        soon().until(() -> secret(stage, name) != null && !uid(stage, name).equals(before));
      }
      load.awaitAcknowledged(1000);
      outcomes = load.stop();
      Figures.note("hand edit of the Deployment", "put back after " + took.toMillis() + " ms");
    }
    gateway.awaitReady();
    assertThat(outcomes.failed()).isEmpty();
    assertThat(stage.compare(outcomes).isClean()).isTrue();
  }

  @Full
  void withoutItsAuthorityServiceGoesOnUntilTheSecretIsBack(Stage stage) throws IOException {
    Gateway gateway = stage.ready();
    Credentials caller = gateway.credentials();
    Secret kept = secret(stage, AUTHORITY);
    stage.kubectl("delete", "secret", AUTHORITY);
    soon().untilAsserted(() -> assertCertificates(gateway, "False", "AuthorityMissing"));
    gateway.patchCaller("{\"topics\":[\"" + stage.topic() + "\",\"more\"]}");
    assertThat(status(gateway, caller)).isEqualTo(200);
    assertThat(secret(stage, AUTHORITY)).isNull();

    Secret restored =
        new SecretBuilder(kept)
            .editMetadata()
            .withUid(null)
            .withResourceVersion(null)
            .withCreationTimestamp(null)
            .withManagedFields(List.of())
            .endMetadata()
            .build();
    stage.cluster().client().resource(restored).create();
    soon().untilAsserted(() -> assertCertificates(gateway, "True", "Issued"));
    gateway.awaitReady();
    assertThat(status(gateway, caller)).isEqualTo(200);
    assertThat(secret(stage, AUTHORITY).getData()).isEqualTo(kept.getData());
  }

  @Full
  void aForeignSecretWithANameOfOursIsNeverOverwritten(Stage stage) {
    stage.namespaceOnly();
    Map<String, String> foreign = Map.of("tls.crt", "Zm9yZWlnbg==");
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("gateway-server-tls")
            .withNamespace(stage.namespace())
            .endMetadata()
            .withData(foreign)
            .build();
    stage.cluster().client().resource(secret).create();
    Gateway gateway = stage.applied(stage.cluster().bootstrapServers());
    soon()
        .untilAsserted(
            () -> {
              Condition accepted = gateway.condition("Accepted");
              assertThat(accepted.getStatus()).isEqualTo("False");
              assertThat(accepted.getReason()).isEqualTo("SecretConflict");
              assertThat(accepted.getMessage()).contains("gateway-server-tls");
            });
    assertThat(secret(stage, "gateway-server-tls").getData()).isEqualTo(foreign);

    stage.kubectl("delete", "secret", "gateway-server-tls");
    gateway.awaitReady();
  }

  private static void assertCertificates(Gateway gateway, String status, String reason) {
    Condition certificates = gateway.condition("CertificatesReady");
    assertThat(certificates.getStatus()).isEqualTo(status);
    assertThat(certificates.getReason()).isEqualTo(reason);
  }

  private static int status(Gateway gateway, Credentials caller) throws IOException {
    try (Connection connection = Connection.open(caller)) {
      return connection.post(gateway.topic(), NumberedRecord.value(1, 1024)).status();
    }
  }

  private static String environment(Stage stage) {
    return stage.kubectl(
        "get",
        "deployment",
        Gateway.RUNTIME,
        "-o",
        "jsonpath={.spec.template.spec.containers[0].env[?(@.name=='MAX_MESSAGE_SIZE')].value}");
  }

  private static Secret secret(Stage stage, String name) {
    return stage.cluster().client().secrets().inNamespace(stage.namespace()).withName(name).get();
  }

  private static String uid(Stage stage, String name) {
    return secret(stage, name).getMetadata().getUid();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(200));
  }
}
