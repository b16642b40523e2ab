package io.restproducer.dev.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.restproducer.dev.kubernetes.mock.MockCluster;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import java.util.Optional;

/** The mock as an {@link ApiServer}: where no real one can be had. It checks nobody's rights. */
final class MockApiServer implements ApiServer {

  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: mock, cluster: {server: "%s"}}]
      users: [{name: administrator, user: {}}]
      contexts: [{name: mock, context: {cluster: mock, namespace: default, user: administrator}}]
      current-context: mock
      """;

  private final MockCluster cluster;
  private final Path kubeconfig;
  private final Config config;

  private MockApiServer(MockCluster cluster, Path kubeconfig) {
    this.cluster = cluster;
    this.kubeconfig = kubeconfig;
    this.config = Config.fromKubeconfig(kubeconfig.toFile());
  }

  static MockApiServer start(Path directory) {
    OwnerOnlyFile.directory(directory);
    MockCluster cluster = MockCluster.start();
    return new MockApiServer(
        cluster,
        OwnerOnlyFile.write(directory.resolve("kubeconfig"), KUBECONFIG.formatted(cluster.url())));
  }

  @Override
  public Kind kind() {
    return Kind.MOCK;
  }

  @Override
  public String description() {
    return "mock API server (no kube-apiserver here: no admission, CEL, RBAC or table columns)";
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public Path serviceAccountKubeconfig(String namespace, String name) {
    return kubeconfig;
  }

  @Override
  public Optional<Path> auditLog() {
    return Optional.empty();
  }

  @Override
  public void close() {
    cluster.close();
  }
}
