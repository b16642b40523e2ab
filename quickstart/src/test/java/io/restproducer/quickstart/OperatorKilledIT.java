package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills the operator in the midst of its first reconcile, at moments told by clock or by progress.
 */
@ExtendWith(RunningSystem.class)
class OperatorKilledIT {
  private static final String PREFIX = "killed-after-";

  @ParameterizedTest
  @ValueSource(ints = {200, 1000, 2500})
  void aFirstReconcileCutShortAfterATimeEndsInTheSameState(int millis, TestedSystem system) {
    long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Examples examples = apply(system, PREFIX + millis + "-millis");
    while (System.nanoTime() < moment) {
      LockSupport.parkNanos(moment - System.nanoTime());
    }
    killAndExpectTheSameState(system, examples);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7})
  void aFirstReconcileCutShortAfterSomeObjectsEndsInTheSameState(int number, TestedSystem system) {
    Examples examples = apply(system, PREFIX + number + "-objects");
    await()
        .atMost(TestedSystem.LIMIT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> children(system, examples.namespace()) >= number);
    killAndExpectTheSameState(system, examples);
  }

  @AfterAll
  static void remove(TestedSystem system) {
    List<String> namespaces =
        system.client().namespaces().list().getItems().stream()
            .map(namespace -> namespace.getMetadata().getName())
            .filter(name -> name.startsWith(PREFIX))
            .toList();
    await()
        .atMost(TestedSystem.LIMIT)
        .until(
            () ->
                namespaces.stream()
                    .allMatch(
                        name ->
                            system.client().pods().inNamespace(name).list().getItems().isEmpty()));
  }

  private static Examples apply(TestedSystem system, String namespace) {
    Examples examples = examples(system, namespace);
    system
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Manifests manifests = new Manifests(system.client());
    examples.objects().forEach(manifests::apply);
    return examples;
  }

  private static void killAndExpectTheSameState(TestedSystem system, Examples examples) {
    String namespace = examples.namespace();
    system.parts().operator().kill();
    Set<String> minted = SecretValues.in(secrets(system, namespace));
    system.parts().operator().start();

    Readiness readiness = new Readiness(system.client(), examples);
    system.parts().waiting().until("Ready in " + namespace, TestedSystem.LIMIT, readiness::look);
    assertThat(keys(system, examples)).as("API keys of the ServiceId").hasSize(1);
    assertThat(SecretValues.in(secrets(system, namespace)))
        .as("every key that was minted before the kill is still in use, and one API key in all")
        .containsAll(minted)
        .satisfiesOnlyOnce(value -> assertThat(SecretValues.isApiKey(value)).isTrue());
    system.client().resources(ServiceId.class).inNamespace(namespace).delete();
    system.client().resources(RestProducer.class).inNamespace(namespace).delete();
  }

  /** How many of the objects that the operator makes are there. */
  private static int children(TestedSystem system, String namespace) {
    KubernetesClient client = system.client();
    return secrets(system, namespace).size()
        + client.configMaps().inNamespace(namespace).list().getItems().size()
        + client.serviceAccounts().inNamespace(namespace).list().getItems().size()
        + client.services().inNamespace(namespace).list().getItems().size()
        + client.apps().deployments().inNamespace(namespace).list().getItems().size();
  }

  private static Examples examples(TestedSystem system, String namespace) {
    Manifests manifests = new Manifests(system.client());
    Examples examples =
        new Examples(
            manifests.read(Path.of("..", "deploy", "examples")).stream()
                .filter(object -> !object.getKind().equals("Namespace"))
                .toList());
    examples.setNamespace(namespace);
    examples.setBootstrapServers(system.parts().bootstrapServers());
    examples.setReplicas(1);
    return examples;
  }

  private static List<ServiceIdStatus.ApiKey> keys(TestedSystem system, Examples examples) {
    return system
        .client()
        .resources(ServiceId.class)
        .inNamespace(examples.namespace())
        .withName(examples.serviceIdName())
        .require()
        .getStatus()
        .apiKeys;
  }

  private static List<Secret> secrets(TestedSystem system, String namespace) {
    return system.client().secrets().inNamespace(namespace).list().getItems();
  }
}
