package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;

@OnCluster
@Order(Integer.MAX_VALUE)
class UninstallIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Set<String> RETAINED =
      Set.of(
          "Secret gateway-server-ca-key",
          "Secret gateway-clients-ca-key",
          "Secret gateway-sealing-keys",
          "Secret gateway-table-signer",
          "Secret gateway-key-table");

  @Landing
  @Full
  void resourcesFirstOnlyWhatThePolicyRetainsIsLeftBehind(Stage stage) {
    Gateway first = stage.ready();
    var authorities = authorities(first);
    deleteResources(stage);
    awaitLeft(stage, RETAINED);

    Gateway heir = stage.ready();
    assertThat(authorities(heir)).isEqualTo(authorities);
    deleteOnDeletion(heir);
    deleteResources(stage);
    awaitLeft(stage, Set.of());
    stage.cluster().uninstall();
    assertThat(stage.cluster().installed()).isEmpty();
  }

  @Landing
  @Full
  void operatorFirstTheDocumentedWayOutWorks(Stage stage) throws Exception {
    stage.ready();
    deleteOperatorFirst(stage);
    awaitLeft(stage, RETAINED);
    stage.cluster().uninstall();
    assertThat(stage.cluster().installed()).isEmpty();
  }

  @Full
  void operatorFirstNothingIsLeftBehindUnderDelete(Stage stage) throws Exception {
    deleteOnDeletion(stage.ready());
    deleteOperatorFirst(stage);
    awaitLeft(stage, Set.of());
    stage.cluster().uninstall();
    assertThat(stage.cluster().installed()).isEmpty();
  }

  private static void deleteOnDeletion(Gateway gateway) {
    gateway.patchProducer("{\"deletionPolicy\":\"Delete\"}");
    gateway.awaitReady();
  }

  private static void deleteResources(Stage stage) {
    stage
        .cluster()
        .kubectl()
        .run(
            "-n",
            stage.namespace(),
            "delete",
            "restproducer/gateway",
            "serviceid/caller",
            "--wait");
  }

  private static void deleteOperatorFirst(Stage stage) throws Exception {
    Kubectl kubectl = stage.cluster().kubectl();
    kubectl.run("-n", Cluster.OPERATOR_NAMESPACE, "delete", "deployment", Cluster.OPERATOR);
    kubectl.run(
        "delete", "-k", "../deploy/overlays/dev-kafka", "--wait=false", "--ignore-not-found");
    DocumentedCommands.of("docs/install.md", "finalizers").run();
  }

  private static void awaitLeft(Stage stage, Set<String> names) {
    await().atMost(LIMIT).untilAsserted(() -> assertThat(Set.copyOf(left(stage))).isEqualTo(names));
  }

  private static List<String> authorities(Gateway gateway) {
    return gateway.producer().getStatus().authorities.stream().map(a -> a.sha256).toList();
  }

  /** Objects in the stage's namespace that Kubernetes does not put into each. */
  private static List<String> left(Stage stage) {
    var client = stage.cluster().client();
    String namespace = stage.namespace();
    return Stream.<List<? extends HasMetadata>>of(
            client.secrets().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.services().inNamespace(namespace).list().getItems(),
            client.pods().inNamespace(namespace).list().getItems(),
            client.apps().deployments().inNamespace(namespace).list().getItems(),
            client.policy().v1().podDisruptionBudget().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .filter(name -> !name.equals("ConfigMap kube-root-ca.crt"))
        .toList();
  }
}
