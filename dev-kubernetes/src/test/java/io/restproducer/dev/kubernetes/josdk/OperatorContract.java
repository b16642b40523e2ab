package io.restproducer.dev.kubernetes.josdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.restproducer.dev.kubernetes.ApiServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Java Operator SDK needs of an API server: its apply, its matcher, its events. */
abstract class OperatorContract {

  abstract ApiServer.Kind kind();

  @Test
  void dependentsAreAppliedRepairedAndThenLeftAlone(@TempDir Path directory) {
    try (ApiServer server = ApiServer.start(directory, kind());
        KubernetesClient client =
            new KubernetesClientBuilder().withConfig(server.config()).build()) {
      client.load(OperatorContract.class.getResourceAsStream("/gadgets.yaml")).create();
      soon().until(() -> client.resources(Gadget.class).inAnyNamespace().list() != null);
      GadgetReconciler reconciler = new GadgetReconciler();
      Operator operator =
          new Operator(
              o ->
                  o.withKubernetesClient(client)
                      .withDefaultNonSSAResource(Set.of())
                      .withCloseClientOnStop(false));
      operator.register(reconciler);
      operator.start();
      try {
        follow(client, reconciler);
      } finally {
        operator.stop();
      }
    }
  }

  private static void follow(KubernetesClient client, GadgetReconciler reconciler) {
    client.resource(gadget(2)).create();
    soon().until(() -> children(client).size() == 3);
    client.resource(gadget(1)).update();
    soon().until(() -> deployment(client).getSpec().getReplicas() == 1);
    soon()
        .untilAsserted(
            () ->
                assertThat(client.configMaps().inNamespace("default").withName("g").get().getData())
                    .containsOnlyKeys("key0"));
    client
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("g")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":4}}");
    soon().until(() -> deployment(client).getSpec().getReplicas() == 1);

    List<String> revisions = revisions(client);
    for (int i = 0; i < 3; i++) {
      int before = reconciler.reconciliations();
      client
          .resources(Gadget.class)
          .inNamespace("default")
          .withName("g")
          .patch(
              PatchContext.of(PatchType.JSON_MERGE),
              "{\"metadata\":{\"annotations\":{\"touched\":\"" + i + "\"}}}");
      soon().until(() -> reconciler.reconciliations() > before);
    }
    assertThat(revisions(client)).isEqualTo(revisions);
  }

  private static Gadget gadget(int size) {
    Gadget gadget = new Gadget();
    gadget.getMetadata().setNamespace("default");
    gadget.getMetadata().setName("g");
    GadgetSpec spec = new GadgetSpec();
    spec.setSize(size);
    gadget.setSpec(spec);
    return gadget;
  }

  private static Deployment deployment(KubernetesClient client) {
    return client.apps().deployments().inNamespace("default").withName("g").get();
  }

  private static List<HasMetadata> children(KubernetesClient client) {
    List<HasMetadata> children = new java.util.ArrayList<>();
    children.addAll(
        client.configMaps().inNamespace("default").withLabel("part-of").list().getItems());
    children.addAll(client.secrets().inNamespace("default").withLabel("part-of").list().getItems());
    children.addAll(
        client.apps().deployments().inNamespace("default").withLabel("part-of").list().getItems());
    return children;
  }

  private static List<String> revisions(KubernetesClient client) {
    return children(client).stream()
        .map(child -> child.getMetadata().getResourceVersion())
        .toList();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60)).ignoreExceptions();
  }
}
