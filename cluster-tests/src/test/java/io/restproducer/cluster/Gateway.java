package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The RestProducer {@code gateway} and the ServiceId {@code caller} of one namespace. */
final class Gateway {
  static final String RUNTIME = "gateway-producer-runtime";
  static final String MANY_LABEL = "cluster-tests=many";
  static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String NAME = "gateway";
  private static final String CALLER = "caller";

  private final Cluster cluster;
  private final String namespace;
  private final String topic;

  Gateway(Cluster cluster, String namespace, String topic) {
    this.cluster = cluster;
    this.namespace = namespace;
    this.topic = topic;
  }

  String namespace() {
    return namespace;
  }

  String topic() {
    return topic;
  }

  RestProducer producer() {
    return cluster
        .client()
        .resources(RestProducer.class)
        .inNamespace(namespace)
        .withName(NAME)
        .get();
  }

  ServiceId serviceId() {
    return serviceId(CALLER);
  }

  ServiceId serviceId(String name) {
    return cluster.client().resources(ServiceId.class).inNamespace(namespace).withName(name).get();
  }

  Condition condition(String type) {
    RestProducer producer = producer();
    return condition(producer.getStatus() == null ? null : producer.getStatus().conditions, type);
  }

  Condition callerCondition(String type) {
    ServiceId serviceId = serviceId();
    return condition(serviceId.getStatus() == null ? null : serviceId.getStatus().conditions, type);
  }

  /** Waits, as users do, until both say that they are Ready for what their specs say now. */
  void awaitReady() {
    cluster
        .kubectl()
        .run(
            "-n",
            namespace,
            "wait",
            "restproducer/" + NAME,
            "serviceid/" + CALLER,
            "--for=condition=Ready",
            "--timeout=" + LIMIT.toSeconds() + "s");
    awaitLetThrough();
  }

  /** Nodes let connections to a Service through a moment after its pods are ready (kube-proxy). */
  private void awaitLetThrough() {
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreException(ConnectException.class)
        .until(
            () -> {
              Connection.open(credentials()).close();
              return true;
            });
  }

  /** Waits until the rollout of the present spec is over and no pod of another spec is left. */
  void awaitRolledOut() {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(
            () -> {
              RestProducer producer = producer();
              Condition progressing = condition("Progressing");
              assertThat(progressing.getObservedGeneration())
                  .isEqualTo(producer.getMetadata().getGeneration());
              assertThat(progressing.getStatus()).as(progressing.toString()).isEqualTo("False");
              assertThat(pods()).hasSize(producer.getSpec().replicas);
              assertThat(producer.getStatus().limits)
                  .extracting(limits -> limits.maxKeySize, limits -> limits.maxMessageSize)
                  .containsExactly(
                      producer.getSpec().maxKeySize, producer.getSpec().maxMessageSize);
            });
    awaitReady();
  }

  /** Waits until every pod runs this image and none of another is left. */
  void awaitImage(String image) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(pods())
                    .hasSize(producer().getSpec().replicas)
                    .allMatch(
                        pod -> pod.getSpec().getContainers().get(0).getImage().equals(image)));
    awaitReady();
  }

  /** Waits until the ServiceId has a published key that works. */
  void awaitKey() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Condition ready = callerCondition("Ready");
              if (!ready.getStatus().equals("True") || !ready.getReason().equals("Published")) {
                throw new AssertionError("ServiceId caller: " + ready);
              }
            });
  }

  void patchProducer(String spec) {
    cluster
        .client()
        .resources(RestProducer.class)
        .inNamespace(namespace)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
  }

  void patchCaller(String spec) {
    cluster
        .client()
        .resources(ServiceId.class)
        .inNamespace(namespace)
        .withName(CALLER)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
  }

  void deleteCaller() {
    cluster.client().resources(ServiceId.class).inNamespace(namespace).withName(CALLER).delete();
  }

  /** Applies more ServiceIds, all at once; gives their names. */
  List<String> applyCallers(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "many-" + i).toList();
    String yaml =
        names.stream()
            .map(
                name ->
                    Stage.filled(
                        "caller.yaml",
                        Map.of("namespace", namespace, "name", name, "topic", topic)))
            .collect(Collectors.joining("---\n"));
    cluster.kubectl().apply(yaml);
    return names;
  }

  void awaitCallers(List<String> names) {
    List<String> command = new ArrayList<>(List.of("-n", namespace, "wait", "serviceids"));
    command.addAll(List.of("-l", MANY_LABEL, "--for=condition=Ready", "--timeout=180s"));
    String told = cluster.kubectl().run(command.toArray(String[]::new));
    assertThat(told.lines()).hasSize(names.size());
  }

  /** The keys that each of them has. */
  List<List<ServiceIdStatus.ApiKey>> keysOf(List<String> names) {
    return names.stream()
        .map(
            name ->
                cluster
                    .client()
                    .resources(ServiceId.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .require()
                    .getStatus()
                    .apiKeys)
        .toList();
  }

  /** Every runtime pod, terminating ones included. */
  List<Pod> pods() {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/component", "producer-runtime")
        .list()
        .getItems();
  }

  static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  /** How often a pod's readiness is asked for. */
  Duration readinessPeriod() {
    return Duration.ofSeconds(
        pods().get(0).getSpec().getContainers().get(0).getReadinessProbe().getPeriodSeconds());
  }

  /** How often containers of the pods were started again. */
  int restarts() {
    return pods().stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .mapToInt(ContainerStatus::getRestartCount)
        .sum();
  }

  /** The image that the runtime's pods run. */
  String runtimeImage() {
    return pods().get(0).getSpec().getContainers().get(0).getImage();
  }

  /** What a caller needs, read as a caller would: from the Secret of the key. */
  Credentials credentials() {
    return credentialsOf(CALLER);
  }

  Credentials credentialsOf(String caller) {
    Secret secret =
        cluster.client().secrets().inNamespace(namespace).withName(caller + "-api-key").require();
    return Credentials.ofKey(secret);
  }

  /** Has the operator make a key pair with a certificate, and only this one; gives it. */
  Credentials certified(String name) {
    patchCaller(
        "{\"clientCertificates\":[{\"name\":\"" + name + "\",\"keyAlgorithm\":\"ECDSA\"}]}");
    awaitCertificates(1);
    return Credentials.ofCertificate(
        cluster
            .client()
            .secrets()
            .inNamespace(namespace)
            .withName(CALLER + "-client-cert-" + name)
            .require());
  }

  /** Waits until so many are issued and known to every pod, for what the spec says now. */
  private void awaitCertificates(int count) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Condition ready = callerCondition("CertificatesReady");
              ServiceId caller = serviceId();
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(caller.getMetadata().getGeneration());
              assertThat(ready.getStatus()).as(ready.toString()).isEqualTo("True");
              assertThat(caller.getStatus().clientCertificates).hasSize(count);
            });
  }

  private static Condition condition(List<Condition> conditions, String type) {
    return (conditions == null ? List.<Condition>of() : conditions)
        .stream()
            .filter(condition -> condition.getType().equals(type))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no condition " + type + ": " + conditions));
  }
}
