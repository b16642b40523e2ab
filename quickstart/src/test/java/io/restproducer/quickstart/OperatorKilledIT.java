package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningSystem.class)
class OperatorKilledIT {
  @ParameterizedTest
  @ValueSource(ints = {150, 400, 800, 1300, 2000, 3500})
  void aFirstReconcileCutShortEndsInTheSameState(int millis, TestedSystem system) {
    String namespace = "killed-after-" + millis;
    Examples examples = examples(system, namespace);
    system
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    Manifests manifests = new Manifests(system.client());
    examples.objects().forEach(manifests::apply);

    long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (System.nanoTime() < moment) {
      LockSupport.parkNanos(moment - System.nanoTime());
    }
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
    remove(system, namespace);
  }

  private static Examples examples(TestedSystem system, String namespace) {
    Manifests manifests = new Manifests(system.client());
    Examples examples =
        new Examples(
            manifests.read(Path.of("..", "deploy", "examples")).stream()
                .filter(object -> !object.getKind().equals("Namespace"))
                .toList());
    examples.objects().forEach(object -> object.getMetadata().setNamespace(namespace));
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

  private static void remove(TestedSystem system, String namespace) {
    system.client().resources(ServiceId.class).inNamespace(namespace).delete();
    system.client().resources(RestProducer.class).inNamespace(namespace).delete();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> system.client().pods().inNamespace(namespace).list().getItems().isEmpty());
  }
}
