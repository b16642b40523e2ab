package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.OperatorException;
import io.restproducer.crds.AllowedServiceIds;
import io.restproducer.crds.ClientCertificate;
import io.restproducer.crds.Exposure;
import io.restproducer.crds.KafkaConnection;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A namespace with an operator and pods, and the words that the tests speak. */
final class Scene implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(90);

  private final TestCluster cluster;
  private final String namespace;
  private final Set<String> watched;
  private final Config access;
  private final FakeKubelet kubelet;
  private Lifetimes lifetimes = Lifetimes.STANDARD;
  private OperatorProcess operator;
  private Wire wire;
  private volatile Duration ahead = Duration.ZERO;

  private Scene(TestCluster cluster, String namespace, Set<String> watched) throws IOException {
    this(cluster, namespace, watched, cluster.operatorConfig());
  }

  private Scene(TestCluster cluster, String namespace, Set<String> watched, Config access)
      throws IOException {
    this.cluster = cluster;
    this.namespace = namespace;
    this.watched = watched;
    this.access = access;
    this.kubelet = new FakeKubelet(cluster.admin(), namespace);
  }

  /** With the rights that the product ships. */
  static Scene start() throws IOException {
    Scene scene = set();
    scene.startOperator();
    return scene;
  }

  /** Without an operator yet. */
  static Scene set() throws IOException {
    TestCluster cluster = TestCluster.shared();
    String namespace = cluster.freshNamespace();
    return new Scene(cluster, namespace, Set.of(namespace));
  }

  /** Has the operators that are started from now on live by {@code others}. */
  void liveBy(Lifetimes others) {
    lifetimes = others;
  }

  /** With an operator that watches another namespace, too. */
  static Scene startWatchingAlso(String other) throws IOException {
    TestCluster cluster = TestCluster.shared();
    String namespace = cluster.freshNamespace();
    Scene scene = new Scene(cluster, namespace, Set.of(namespace, other));
    scene.startOperator();
    return scene;
  }

  /** With an operator that watches all namespaces, and sees their labels. */
  static Scene startWatchingAll() throws IOException {
    TestCluster cluster = TestCluster.shared();
    cluster.clear();
    Scene scene = new Scene(cluster, cluster.freshNamespace(), Set.of());
    scene.startOperator();
    return scene;
  }

  /** Without an operator yet; it will have rights in the scene's namespace only. */
  static Scene namespaced() throws IOException {
    TestCluster cluster = TestCluster.shared();
    String namespace = cluster.freshNamespace();
    return new Scene(
        cluster, namespace, Set.of(namespace), cluster.namespacedOperatorConfig(namespace));
  }

  void startOperator() throws IOException {
    startOperator(Wire.open());
  }

  /** Starts an operator all of whose requests go over {@code newWire}. */
  void startOperator(Wire newWire) throws IOException {
    wire = newWire;
    Supplier<KubernetesClient> clients =
        () ->
            new KubernetesClientBuilder()
                .withConfig(access)
                .withHttpClientBuilderConsumer(
                    builder -> builder.addOrReplaceInterceptor("wire", newWire))
                .build();
    operator =
        OperatorProcess.start(
            TestCluster.settings(watched, Optional.empty()),
            clients,
            new SecureRandom(),
            this::now,
            lifetimes,
            () -> {});
  }

  /** As the operator's clock says. */
  Instant now() {
    return Instant.now().plus(ahead);
  }

  /** Puts the operator's clock forward. */
  void pass(Duration time) {
    ahead = ahead.plus(time);
  }

  /** Starts an operator that may be dead before both of its controllers run. */
  void startDyingOperator(Wire newWire) throws IOException {
    try {
      startOperator(newWire);
    } catch (OperatorException e) {
      if (!newWire.isDead()) {
        throw e;
      }
    }
  }

  Wire wire() {
    return wire;
  }

  void stopOperator() {
    if (operator != null) {
      operator.close();
      operator = null;
    }
  }

  @Override
  public void close() {
    stopOperator();
    kubelet.close();
  }

  KubernetesClient admin() {
    return cluster.admin();
  }

  String namespace() {
    return namespace;
  }

  FakeKubelet kubelet() {
    return kubelet;
  }

  int managementPort() {
    return operator.port();
  }

  void createGateway() {
    createGateway(spec -> {});
  }

  void createGateway(Consumer<RestProducerSpec> change) {
    RestProducer gateway = new RestProducer();
    gateway.setMetadata(metadata("gateway"));
    RestProducerSpec spec = new RestProducerSpec();
    spec.kafka = new KafkaConnection();
    spec.kafka.bootstrapServers = "localhost:1";
    spec.expose.type = Exposure.Type.NODE_PORT;
    spec.expose.api.host = "localhost";
    change.accept(spec);
    gateway.setSpec(spec);
    cluster.admin().resource(gateway).create();
  }

  void createCheckout() {
    createServiceId("checkout", "gateway");
  }

  void createServiceId(String name, String producer) {
    ServiceId serviceId = new ServiceId();
    serviceId.setMetadata(metadata(name));
    ServiceIdSpec spec = new ServiceIdSpec();
    spec.restProducerRef = new ServiceIdSpec.RestProducerReference();
    spec.restProducerRef.name = producer;
    spec.topics = List.of("orders");
    serviceId.setSpec(spec);
    cluster.admin().resource(serviceId).create();
  }

  /** Changes the spec of the gateway. */
  void change(Consumer<RestProducerSpec> change) {
    edit(cluster.producer(namespace, "gateway"), gateway -> change.accept(gateway.getSpec()));
  }

  /** Whatever the operator writes to it meanwhile. */
  private static <R> void edit(Resource<R> resource, Consumer<R> change) {
    await()
        .atMost(LIMIT)
        .ignoreExceptionsMatching(Scene::isConflict)
        .until(
            () -> {
              resource.edit(
                  current -> {
                    change.accept(current);
                    return current;
                  });
              return true;
            });
  }

  private static boolean isConflict(Throwable failure) {
    return failure instanceof KubernetesClientException answered && answered.getCode() == 409;
  }

  /** Changes who may use the gateway, whatever else is written to it meanwhile. */
  void letIn(AllowedServiceIds... rules) {
    cluster
        .producer(namespace, "gateway")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            Serialization.asJson(Map.of("spec", Map.of("allowedServiceIds", List.of(rules)))));
  }

  void changeServiceId(String name, Consumer<ServiceIdSpec> change) {
    edit(cluster.serviceId(namespace, name), serviceId -> change.accept(serviceId.getSpec()));
  }

  /** Has checkout ask for exactly these client certificates. */
  void certify(ClientCertificate... certificates) {
    changeServiceId("checkout", spec -> spec.clientCertificates = List.of(certificates));
  }

  /** Has the gateway carry this annotation alone; null: none. */
  void annotate(String name, String value) {
    edit(
        cluster.producer(namespace, "gateway"),
        gateway ->
            gateway.getMetadata().setAnnotations(value == null ? Map.of() : Map.of(name, value)));
  }

  RestProducer gateway() {
    return cluster.producer(namespace, "gateway").get();
  }

  ServiceId serviceId(String name) {
    return cluster.serviceId(namespace, name).get();
  }

  Secret secret(String name) {
    return cluster.admin().secrets().inNamespace(namespace).withName(name).get();
  }

  void awaitReady(String producer) {
    awaitProducer(
        gateway ->
            is("True", gateway.getStatus().conditions, ConditionType.READY)
                && gateway
                    .getMetadata()
                    .getGeneration()
                    .equals(gateway.getStatus().observedGeneration));
  }

  void awaitProducer(Predicate<RestProducer> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> assertThat(gateway()).matches(g -> g.getStatus() != null && condition.test(g)));
  }

  void awaitServiceIdReady(String name) {
    awaitServiceId(
        name,
        sid ->
            is("True", sid.getStatus().conditions, ConditionType.READY)
                && sid.getMetadata().getGeneration().equals(sid.getStatus().observedGeneration));
  }

  void awaitServiceId(String name, Predicate<ServiceId> condition) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(serviceId(name))
                    .matches(sid -> sid.getStatus() != null && condition.test(sid)));
  }

  void awaitGone(String serviceId) {
    await().atMost(LIMIT).until(() -> serviceId(serviceId) == null);
  }

  static boolean is(String status, List<Condition> conditions, ConditionType type) {
    Optional<Condition> found = Conditions.find(conditions, type);
    return found.filter(c -> status.equals(c.getStatus())).isPresent();
  }

  static boolean has(String reason, List<Condition> conditions, ConditionType type) {
    return Conditions.find(conditions, type).filter(c -> reason.equals(c.getReason())).isPresent();
  }

  ObjectMeta metadata(String name) {
    return new ObjectMetaBuilder().withNamespace(namespace).withName(name).build();
  }

  /**
   * Deletes the RestProducer and, as a cluster would, all that it owns; returns when it is seen.
   */
  void deleteGateway() {
    admin().resource(gateway()).delete();
    collectGarbage();
    awaitServiceId(
        "checkout",
        sid -> has("ProducerNotFound", sid.getStatus().conditions, ConditionType.ACCEPTED));
    await().atMost(LIMIT).until(() -> kubelet.runtimes().isEmpty());
  }

  void collectGarbage() {
    new GarbageCollector(admin(), namespace).collect();
  }

  /** Waits until the operator has written nothing for longer than its slowest timer takes. */
  void awaitQuiet() {
    AtomicInteger seen = new AtomicInteger(-1);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofSeconds(6))
        .until(() -> seen.getAndSet(wire.writes().size()) == wire.writes().size());
  }

  /** Labels every child: each wakes its owner, and none is different in what we own. */
  void touchEveryChild() {
    String touch = "{\"metadata\":{\"labels\":{\"test\":\"%s\"}}}".formatted(System.nanoTime());
    for (HasMetadata child : children()) {
      // A merge patch conflicts with nothing that the operator writes meanwhile.
      admin().resource(child).patch(PatchContext.of(PatchType.JSON_MERGE), touch);
    }
  }

  private List<HasMetadata> children() {
    return Stream.<HasMetadata>of(
            admin().services().inNamespace(namespace).withName("gateway").get(),
            admin().secrets().inNamespace(namespace).withName("gateway-ca-bundle").get(),
            admin().secrets().inNamespace(namespace).withName("gateway-key-table").get(),
            admin().secrets().inNamespace(namespace).withName("checkout-api-key").get(),
            secret("checkout-client-cert-mainframe"),
            secret("checkout-client-cert-device"),
            admin()
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("gateway-producer-runtime")
                .get())
        .filter(Objects::nonNull)
        .toList();
  }
}
