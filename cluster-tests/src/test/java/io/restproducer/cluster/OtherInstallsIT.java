package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;

/** The ways to install that docs/install.md shows beside the one of all other scenarios. */
@OnCluster
@Order(Integer.MAX_VALUE - 1)
class OtherInstallsIT {
  private static final String PAGE = "docs/install.md";
  private static final String BROKER = "../deploy/overlays/dev-kafka/";

  @Full
  void withHelmItServesAndAnUpgradeIsNotNoticed(Stage stage) throws Exception {
    assumeTrue(isOnPath("helm"), "helm is not installed here");
    Cluster cluster = stage.cluster();
    cluster.uninstall();
    try {
      DocumentedCommands.of(PAGE, "helm install").run();
      cluster.awaitRollout(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR);
      installBroker(cluster);
      Gateway gateway = stage.ready();
      Lasting before = stage.lasting();
      Outcomes outcomes;
      try (Load load = Load.start(gateway)) {
        load.awaitAcknowledged(200);
        // The same images under their long names: others, as far as Kubernetes can tell.
        DocumentedCommands.of(PAGE, "helm upgrade")
            .with(
                "-n restproducer-system",
                "-n restproducer-system --set image.repository=docker.io/restproducer/operator"
                    + " --set runtimeImage=docker.io/restproducer/producer-runtime:0.1.0")
            .run();
        cluster.awaitRollout(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR);
        gateway.awaitImage("docker.io/restproducer/producer-runtime:0.1.0");
        load.awaitAcknowledged(200);
        outcomes = load.stop();
      }
      Comparison comparison = stage.compare(outcomes);
      Figures.note("helm upgrade", outcomes + ", " + comparison);
      assertThat(outcomes.failed()).isEmpty();
      assertThat(comparison.isClean()).isTrue();
      assertThat(stage.lasting().secrets()).isEqualTo(before.secrets());
      stage.close();
      DocumentedCommands.of(PAGE, "helm uninstall").run();
    } finally {
      stage.close();
      cluster.uninstall();
    }
    assertThat(cluster.installed()).isEmpty();
  }

  @Full
  void forSomeNamespacesItServesThere(Cluster cluster) throws Exception {
    cluster.uninstall();
    try {
      DocumentedCommands.of(PAGE, "overlays/namespaced").run();
      cluster.awaitRollout(Cluster.OPERATOR_NAMESPACE, Cluster.OPERATOR);
      installBroker(cluster);
      DocumentedCommands.of(PAGE, "apply -f deploy/examples").run();
      await()
          .ignoreException(ConnectException.class)
          .until(() -> Examples.of(cluster).post("first").status() == 200);
      assertThat(cluster.kubectl().run("get", "clusterroles", "-o", "name"))
          .doesNotContain("restproducer");
    } finally {
      Examples.delete(cluster);
      cluster.kubectl().run("delete", "-k", "../deploy/overlays/namespaced", "--ignore-not-found");
      cluster.uninstall();
    }
    assertThat(cluster.installed()).isEmpty();
  }

  private static void installBroker(Cluster cluster) {
    for (String file : new String[] {"namespace.yaml", "broker.yaml"}) {
      cluster.kubectl().run("apply", "--server-side", "-f", BROKER + file);
    }
    cluster.awaitRollout("dev-kafka", "dev-kafka");
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
