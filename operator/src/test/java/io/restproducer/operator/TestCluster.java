package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.rights.AuditedRequest;
import io.restproducer.operator.lease.Candidate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One API server for all integration tests of a JVM, with a namespace for each test. */
final class TestCluster {
  static final String OPERATOR_NAMESPACE = "restproducer-system";

  private static final AtomicInteger NAMESPACES = new AtomicInteger();
  private static TestCluster shared;

  private final ApiServer server;
  private final KubernetesClient admin;

  private TestCluster(ApiServer server, KubernetesClient admin) {
    this.server = server;
    this.admin = admin;
  }

  static synchronized TestCluster shared() {
    if (shared == null) {
      shared = started();
    }
    return shared;
  }

  private static TestCluster started() {
    try {
      ApiServer server = ApiServer.start(Files.createTempDirectory("api-server"));
      Config config = ClusterAccess.withKeyAlgorithm(server.config());
      KubernetesClient admin = new KubernetesClientBuilder().withConfig(config).build();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    admin.close();
                    server.close();
                  }));
      TestCluster cluster = new TestCluster(server, admin);
      cluster.install();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient admin() {
    return admin;
  }

  ApiServer.Kind kind() {
    return server.kind();
  }

  Path kubeconfig() {
    return server.kubeconfig();
  }

  Config adminConfig() {
    return ClusterAccess.withKeyAlgorithm(server.config());
  }

  /** The rights that the product ships, and no more. */
  Config operatorConfig() {
    return config("restproducer-operator");
  }

  /** The rights of the overlay namespaced, in one namespace. */
  Config namespacedOperatorConfig(String namespace) throws IOException {
    String account = "operator-of-" + namespace;
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(OPERATOR_NAMESPACE)
                .withName(account)
                .endMetadata()
                .build())
        .create();
    for (HasMetadata shipped : read("deploy/overlays/namespaced/rights/role.yaml")) {
      shipped.getMetadata().setNamespace(namespace);
      admin.resource(shipped).create();
    }
    for (HasMetadata shipped : read("deploy/overlays/namespaced/rights/role-binding.yaml")) {
      admin
          .resource(
              new RoleBindingBuilder((RoleBinding) shipped)
                  .editMetadata()
                  .withNamespace(namespace)
                  .endMetadata()
                  .editFirstSubject()
                  .withName(account)
                  .endSubject()
                  .build())
          .create();
    }
    return config(account);
  }

  /** Requests of the shipped ServiceAccount for objects of a namespace, so far. */
  List<AuditedRequest> requests(String namespace) throws IOException {
    String user = "system:serviceaccount:" + OPERATOR_NAMESPACE + ":restproducer-operator";
    try (Stream<String> lines = Files.lines(server.auditLog().orElseThrow())) {
      return lines
          .map(AuditedRequest::of)
          .flatMap(Optional::stream)
          .filter(request -> request.user().equals(user))
          .filter(request -> request.namespace().equals(namespace))
          .toList();
    }
  }

  private Config config(String account) {
    Path kubeconfig = server.serviceAccountKubeconfig(OPERATOR_NAMESPACE, account);
    return ClusterAccess.withKeyAlgorithm(
        new ConfigBuilder(Config.fromKubeconfig(kubeconfig.toFile())).build());
  }

  String freshNamespace() {
    String name = "test-" + NAMESPACES.incrementAndGet();
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(name)
                .withName("default")
                .endMetadata()
                .build())
        .create();
    return name;
  }

  /** Settings of an operator that watches these namespaces; none: all. */
  static OperatorConfig settings(Set<String> namespaces, Optional<Candidate> candidate) {
    return new OperatorConfig(
        OperatorConfig.DEFAULT_IMAGE, namespaces, candidate, "127.0.0.1", 0, "INFO", "text");
  }

  /** Takes away what earlier tests left, for an operator that watches everything. */
  void clear() {
    for (ServiceId left : admin.resources(ServiceId.class).inAnyNamespace().list().getItems()) {
      serviceId(left.getMetadata().getNamespace(), left.getMetadata().getName())
          .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
      admin.resource(left).delete();
    }
    admin
        .resources(RestProducer.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(left -> admin.resource(left).delete());
  }

  Resource<RestProducer> producer(String namespace, String name) {
    return admin.resources(RestProducer.class).inNamespace(namespace).withName(name);
  }

  Resource<ServiceId> serviceId(String namespace, String name) {
    return admin.resources(ServiceId.class).inNamespace(namespace).withName(name);
  }

  private void install() throws IOException {
    for (String manifest :
        List.of(
            "crds/restproducers.restproducer.io.yaml",
            "crds/serviceids.restproducer.io.yaml",
            "deploy/base/namespace.yaml",
            "deploy/base/rbac.yaml",
            "deploy/overlays/ha/lease-rbac.yaml")) {
      read(manifest).forEach(item -> admin.resource(item).create());
    }
    if (server.kind() == ApiServer.Kind.REAL) {
      admin
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName("serviceids.restproducer.io")
          .waitUntilCondition(TestCluster::isEstablished, 30, TimeUnit.SECONDS);
      admin
          .apiextensions()
          .v1()
          .customResourceDefinitions()
          .withName("restproducers.restproducer.io")
          .waitUntilCondition(TestCluster::isEstablished, 30, TimeUnit.SECONDS);
    }
  }

  private List<HasMetadata> read(String manifest) throws IOException {
    try (InputStream yaml = Files.newInputStream(Path.of("..", manifest))) {
      return admin.load(yaml).items();
    }
  }

  private static boolean isEstablished(
      io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
