package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Order;

/** Before the others: it finds nothing installed, and has to leave it so. */
@OnCluster
@Order(Integer.MIN_VALUE)
class QuickstartIT {
  @Full
  void againstAClusterItGivesTheTourAndTakesAwayWhatItInstalled(Cluster cluster) throws Exception {
    Path kubeconfig = Path.of("target", "kubeconfig").toAbsolutePath();
    cluster.kubectl().writeConfig(kubeconfig);
    // As deploy/quickstart.sh starts it, which also builds it.
    Process quickstart =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquickstart.root=..",
                "-jar",
                "../quickstart/target/quickstart.jar",
                "--once",
                "--kubeconfig",
                kubeconfig.toString())
            .redirectErrorStream(true)
            .start();
    quickstart.getOutputStream().close();
    String told = new String(quickstart.getInputStream().readAllBytes());
    assertThat(quickstart.waitFor()).as(told).isZero();
    assertThat(told).contains("read back from Kafka by a consumer");
    assertThat(cluster.installed()).isEmpty();
  }
}
