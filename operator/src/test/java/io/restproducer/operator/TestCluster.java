package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
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
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

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
    Path kubeconfig = server.serviceAccountKubeconfig(OPERATOR_NAMESPACE, "restproducer-operator");
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
  OperatorConfig settings(Set<String> namespaces) {
    return new OperatorConfig(
        OperatorConfig.DEFAULT_IMAGE, namespaces, "127.0.0.1", 0, "INFO", "text");
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
    Path root = Path.of("..").toAbsolutePath().normalize();
    List<Path> manifests =
        List.of(
            root.resolve("crds/restproducers.restproducer.io.yaml"),
            root.resolve("crds/serviceids.restproducer.io.yaml"),
            root.resolve("deploy/base/namespace.yaml"),
            root.resolve("deploy/base/rbac.yaml"));
    for (Path manifest : manifests) {
      try (InputStream yaml = Files.newInputStream(manifest)) {
        admin.load(yaml).items().forEach(item -> admin.resource(item).create());
      }
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

  private static boolean isEstablished(
      io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && crd.getStatus().getConditions() != null
        && crd.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
