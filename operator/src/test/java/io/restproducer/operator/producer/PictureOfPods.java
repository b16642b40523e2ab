package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.RuntimeEnvironment;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import io.restproducer.crds.KafkaConnection;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.kafka.TopicReason;
import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.kafka.TopicState;
import io.restproducer.operator.pods.PodEndpoint;
import io.restproducer.operator.pods.PodState;
import io.restproducer.operator.pods.PropagationState;
import io.restproducer.operator.pods.WaitingReason;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A RestProducer of default spec with table revision 3, and the pods that a test gives it. */
final class PictureOfPods {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final StatusReport.Kafka KAFKA =
      new StatusReport.Kafka(true, "", OptionalInt.of(1_048_588), Map.of());
  static final StatusReport.Kafka NO_KAFKA =
      new StatusReport.Kafka(false, "NoBroker", OptionalInt.empty(), Map.of());

  private static final ProducerId ID = new ProducerId("shop", "gateway");

  final RestProducer producer = new RestProducer();
  Optional<Finding> refusal = Optional.empty();
  Optional<Finding> unresolved = Optional.empty();
  Optional<String> missingAuthority = Optional.empty();
  Optional<Finding> unusableCertificate = Optional.empty();
  Optional<List<TopicReport>> topics = Optional.of(List.of());
  Optional<String> endpoint = Optional.of("https://localhost:30000");
  Optional<String> clientAuthEndpoint = Optional.of("https://localhost:30001");
  Rollout rollout = new Rollout(2, 2, 2, 2, true);
  private final List<RuntimePod> pods = new ArrayList<>();
  private final List<PodState> states = new ArrayList<>();

  PictureOfPods() {
    producer.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("gateway")
            .withGeneration(1L)
            .build());
    RestProducerSpec spec = new RestProducerSpec();
    spec.kafka = new KafkaConnection();
    spec.kafka.bootstrapServers = "kafka:9092";
    producer.setSpec(spec);
  }

  static StatusReport.Limits limits(int message) {
    return new StatusReport.Limits(4096, message);
  }

  static TopicReport bad(String name, OptionalInt partitions, TopicReason reason, String message) {
    return new TopicReport(name, partitions, state(reason), reason, message);
  }

  private static TopicState state(TopicReason reason) {
    return switch (reason) {
      case FEWER_PARTITIONS_WANTED -> TopicState.CONFLICT;
      case CONFIG_REFUSED -> TopicState.REFUSED;
      default -> TopicState.WAITING_FOR_KAFKA;
    };
  }

  PictureOfPods answering(String name, StatusReport.Kafka kafka) {
    return pod(name, false, true, limits(65_536), kafka);
  }

  PictureOfPods terminating(String name, StatusReport.Limits limits) {
    return pod(name, true, true, limits, KAFKA);
  }

  /** A pod that was known once and has not answered since {@code ago}. */
  PictureOfPods silent(String name, Duration ago, boolean givenUp) {
    add(name, false, limits(65_536));
    PodState.Waiting waiting =
        new PodState.Waiting(WaitingReason.POD_UNREACHABLE, "no answer", NOW.minus(ago), givenUp);
    states.add(
        new PodState(
            endpoint(name),
            false,
            Optional.of(report(limits(65_536), KAFKA, 2)),
            Optional.of(waiting)));
    return this;
  }

  Picture take() {
    return new Picture(
        new Blueprint(producer, "image", ""),
        ObservedPods.of(pods, new PropagationState(3, states)),
        1,
        NOW,
        List.of(),
        refusal,
        unresolved,
        missingAuthority,
        unusableCertificate,
        Optional.of(new KeyTable(ID, 3, List.of())),
        Optional.empty(),
        endpoint,
        clientAuthEndpoint,
        Optional.of(rollout),
        topics);
  }

  Finding finding(ConditionType type) {
    return findings().stream().filter(f -> f.type() == type).findFirst().orElseThrow();
  }

  List<Finding> findings() {
    return new ProducerFindings(take()).all();
  }

  private PictureOfPods pod(
      String name,
      boolean terminating,
      boolean answering,
      StatusReport.Limits limits,
      StatusReport.Kafka kafka) {
    add(name, terminating, limits);
    states.add(
        new PodState(
            endpoint(name), answering, Optional.of(report(limits, kafka, 3)), Optional.empty()));
    return this;
  }

  private void add(String name, boolean terminating, StatusReport.Limits limits) {
    pods.add(
        new RuntimePod(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid("uid-" + name)
                .withDeletionTimestamp(terminating ? NOW.toString() : null)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(RuntimeContainer.NAME)
                .addNewEnv()
                .withName(RuntimeEnvironment.MAX_KEY_SIZE)
                .withValue(Integer.toString(limits.maxKeySize()))
                .endEnv()
                .addNewEnv()
                .withName(RuntimeEnvironment.MAX_MESSAGE_SIZE)
                .withValue(Integer.toString(limits.maxMessageSize()))
                .endEnv()
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Running")
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build()));
  }

  private static PodEndpoint endpoint(String name) {
    return new PodEndpoint(name, "uid-" + name, "c", "127.0.0.1", 8080);
  }

  private static StatusReport report(
      StatusReport.Limits limits, StatusReport.Kafka kafka, long revision) {
    return new StatusReport(
        ID,
        Sha256.of(new byte[] {1}),
        revision,
        kafka.reachable(),
        limits,
        kafka,
        Optional.empty());
  }
}
