package io.restproducer.cli;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.ClusterAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * A namespace of its own on one API server for all tests, with an operator and an endpoint played.
 */
final class Stage implements AutoCloseable {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static ApiServer server;
  private static KubernetesClient admin;

  private final String namespace;
  private final Authority authority = Authority.named("gateway server v1");
  private final PlayedEndpoint endpoint;
  private final PlayedOperator operator;
  private final Path directory;

  Stage(Path directory) {
    this(directory, "test-" + NUMBER.incrementAndGet());
  }

  Stage(Path directory, String namespace) {
    this.directory = directory;
    this.namespace = namespace;
    start();
    admin
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Instant now = Instant.now();
    endpoint =
        PlayedEndpoint.start(
            authority.server(now.minusSeconds(60), now.plus(Duration.ofDays(9)), "localhost"));
    operator = new PlayedOperator(admin, namespace, endpoint, authority);
  }

  static ApiServer server() {
    return server;
  }

  KubernetesClient admin() {
    return admin;
  }

  String namespace() {
    return namespace;
  }

  PlayedEndpoint endpoint() {
    return endpoint;
  }

  PlayedOperator operator() {
    return operator;
  }

  Authority authority() {
    return authority;
  }

  /** The tool with an administrator's rights, in this namespace. */
  Tool tool() {
    return tool(server.kubeconfig());
  }

  Tool tool(Path kubeconfig) {
    return new Tool(directory).always("--kubeconfig", kubeconfig.toString(), "-n", namespace);
  }

  /** A RestProducer that is ready, with the topic orders. */
  Stage withProducer(String name) {
    apply(
        """
        apiVersion: restproducer.io/v1beta1
        kind: RestProducer
        metadata: {name: %s, namespace: %s}
        spec:
          maxMessageSize: 65536
          kafka: {bootstrapServers: "kafka:9092"}
          topics: [{name: orders, partitions: 3}]
        """
            .formatted(name, namespace));
    admin
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name + "-ca-bundle")
                .endMetadata()
                .addToData("ca.crt", authority.pem())
                .build())
        .create();
    Awaitility.await()
        .until(
            () -> {
              RestProducer found = producer(name).get();
              return found.getStatus() != null && found.getStatus().observedGeneration != null;
            });
    return this;
  }

  Resource<RestProducer> producer(String name) {
    return admin.resources(RestProducer.class).inNamespace(namespace).withName(name);
  }

  Resource<ServiceId> serviceId(String name) {
    return admin.resources(ServiceId.class).inNamespace(namespace).withName(name);
  }

  /** What somebody else applies. */
  void apply(String yaml) {
    for (HasMetadata item :
        admin.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items()) {
      admin.resource(item).fieldManager("somebody-else").serverSideApply();
    }
  }

  private static synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      server = ApiServer.start(Files.createTempDirectory("api-server"));
      admin =
          new KubernetesClientBuilder().withConfig(ClusterAccess.of(server.kubeconfig())).build();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    admin.close();
                    server.close();
                  }));
      for (String crd : List.of("restproducers", "serviceids")) {
        try (InputStream yaml =
            Files.newInputStream(Path.of("..", "crds", crd + ".restproducer.io.yaml"))) {
          admin.load(yaml).items().forEach(item -> admin.resource(item).create());
        }
      }
      Awaitility.await()
          .ignoreExceptions()
          .until(
              () -> {
                admin.resources(RestProducer.class).inAnyNamespace().list();
                return admin.resources(ServiceId.class).inAnyNamespace().list() != null;
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    operator.close();
    endpoint.close();
  }
}
