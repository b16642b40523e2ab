package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.restproducer.crds.DeclaredTopic;
import io.restproducer.crds.KafkaAuthentication;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.dev.kafka.DevKafka;
import io.restproducer.dev.kafka.SecuredListener;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of the user, which come, change and go. */
class KafkaSecretsIT {
  private static final String USER = "my-user";

  @TempDir Path directory;

  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void whatIsMissingIsNamedAndNoPodIsMadeUntilItIsThere() {
    scene.createGateway(spec -> spec.kafka.authentication = account());
    awaitRefusal("SecretNotFound", "Secret my-user does not exist");
    put("other", "x");
    awaitRefusal("SecretKeyMissing", "Secret my-user has no key password");
    put("password", "two\nlines");
    awaitRefusal("SecretContentInvalid", "Secret my-user, key password: has a control character");
    assertThat(deployment()).isNull();

    put("password", "word-one");

    scene.awaitReady("gateway");
    assertThat(mountedOfUsers()).containsExactly("my-user/password=kafka/password");
  }

  @Test
  void aChangedSecretRollsNothingAndOneThatGoesLeavesThePodsAlone() {
    put("password", "word-one");
    scene.createGateway(spec -> spec.kafka.authentication = account());
    scene.awaitReady("gateway");
    Long generation = deployment().getMetadata().getGeneration();

    put("password", "word-two");
    put("password", "two\nlines");
    awaitRefusal("SecretContentInvalid", "Secret my-user, key password");
    scene.admin().secrets().inNamespace(scene.namespace()).withName(USER).delete();
    awaitRefusal("SecretNotFound", "Secret my-user does not exist");
    assertThat(scene.kubelet().runtimes()).hasSize(2);
    put("password", "word-three");
    scene.awaitReady("gateway");

    assertThat(deployment().getMetadata().getGeneration()).isEqualTo(generation);
  }

  @Test
  void makesTopicsWithTheAccountFollowsItsPasswordAndShowsItNowhere() throws Exception {
    try (DevKafka kafka = kafka();
        CapturedLog log = CapturedLog.from(Level.TRACE)) {
      setPassword(kafka, "word-one");
      put("password", "word-wrong");
      scene.createGateway(
          spec -> {
            spec.kafka.bootstrapServers = kafka.securedBootstrapServers();
            spec.kafka.authentication = account();
            spec.topics = List.of(topic("one"));
          });
      awaitTopic("one", "AuthenticationFailed");

      put("password", "word-one");
      awaitTopic("one", "Ready");

      setPassword(kafka, "word-two");
      put("password", "word-two\n");
      kafka.stop();
      kafka.restart();
      scene.change(spec -> spec.topics = List.of(topic("one"), topic("two")));
      awaitTopic("two", "Ready");

      String shown =
          String.join("\n", log.lines())
              + scene.gateway()
              + scene.admin().v1().events().inNamespace(scene.namespace()).list();
      assertThat(shown).contains("gateway").doesNotContain("word-one", "word-two", "word-wrong");
    }
  }

  private void awaitRefusal(String reason, String message) {
    scene.awaitProducer(
        gateway ->
            Scene.has(reason, gateway.getStatus().conditions, ConditionType.ACCEPTED)
                && Scene.is("True", gateway.getStatus().conditions, ConditionType.STALLED));
    assertThat(
            Conditions.find(scene.gateway().getStatus().conditions, ConditionType.ACCEPTED)
                .orElseThrow()
                .getMessage())
        .contains(message);
  }

  private void awaitTopic(String name, String state) {
    scene.awaitProducer(
        gateway ->
            topics(gateway.getStatus())
                .anyMatch(topic -> topic.name.equals(name) && topic.state.equals(state)));
  }

  private static Stream<RestProducerStatus.Topic> topics(RestProducerStatus status) {
    return status.topics == null ? Stream.of() : status.topics.stream();
  }

  private Deployment deployment() {
    return scene
        .admin()
        .apps()
        .deployments()
        .inNamespace(scene.namespace())
        .withName("gateway-producer-runtime")
        .get();
  }

  private List<String> mountedOfUsers() {
    List<String> mounted = new ArrayList<>();
    for (VolumeProjection source :
        deployment()
            .getSpec()
            .getTemplate()
            .getSpec()
            .getVolumes()
            .get(0)
            .getProjected()
            .getSources()) {
      if (source.getSecret() != null && source.getSecret().getName().equals(USER)) {
        source
            .getSecret()
            .getItems()
            .forEach(item -> mounted.add(USER + "/" + item.getKey() + "=" + item.getPath()));
      }
    }
    return mounted;
  }

  /** Makes the Secret, or changes it, with this key alone. */
  private void put(String key, String value) {
    scene
        .admin()
        .secrets()
        .inNamespace(scene.namespace())
        .resource(
            new SecretBuilder()
                .withMetadata(scene.metadata(USER))
                .addToData(
                    key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)))
                .build())
        .createOr(existing -> existing.update());
  }

  private static KafkaAuthentication account() {
    KafkaAuthentication authentication = new KafkaAuthentication();
    authentication.scramSha512 = new KafkaAuthentication.Account();
    authentication.scramSha512.username = "gateway";
    authentication.scramSha512.passwordSecret = new KafkaAuthentication.PasswordSecret();
    authentication.scramSha512.passwordSecret.secretName = USER;
    authentication.scramSha512.passwordSecret.key = "password";
    return authentication;
  }

  private static DeclaredTopic topic(String name) {
    DeclaredTopic topic = new DeclaredTopic();
    topic.name = name;
    return topic;
  }

  private DevKafka kafka() {
    return DevKafka.startSecured(
        directory,
        new SecuredListener(
            "SASL_PLAINTEXT",
            Map.of(
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;")),
        Map.of());
  }

  private static void setPassword(DevKafka kafka, String word) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion("gateway", how, word)))
          .all()
          .get();
    }
  }
}
