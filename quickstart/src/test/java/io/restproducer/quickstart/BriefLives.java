package io.restproducer.quickstart;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The examples in a namespace of their own, under an operator for which years pass in seconds. The
 * system's own operator rests meanwhile.
 */
final class BriefLives implements AutoCloseable {
  static final String NAMESPACE = "brief-lives";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final TestedSystem system;
  private final Examples examples;
  private final OperatorProcess operator;

  private BriefLives(TestedSystem system, Examples examples, OperatorProcess operator) {
    this.system = system;
    this.examples = examples;
    this.operator = operator;
  }

  /**
   * Returns when all is Ready.
   *
   * @param seconds that an authority lives
   * @param producer what differs from the example, as JSON
   * @param serviceId the same
   */
  static BriefLives start(TestedSystem system, int seconds, String producer, String serviceId) {
    system.parts().operator().kill();
    Examples examples = apply(system);
    system
        .client()
        .resources(RestProducer.class)
        .inNamespace(NAMESPACE)
        .withName(examples.restProducerName())
        .patch(MERGE, producer);
    OperatorProcess operator =
        new OperatorProcess(
            command(seconds),
            system
                .parts()
                .apiServer()
                .serviceAccountKubeconfig("restproducer-system", "restproducer-operator"),
            system.directory().logs().resolve("brief-lives-operator.log"));
    BriefLives lives = new BriefLives(system, examples, operator);
    lives.changeServiceId(serviceId);
    operator.start();
    await()
        .atMost(TestedSystem.LIMIT)
        .ignoreExceptions()
        .until(() -> new Readiness(system.client(), examples).look().result().isPresent());
    return lives;
  }

  private static List<String> command(int seconds) {
    Path module = Path.of("..", "operator", "target").toAbsolutePath().normalize();
    List<String> command = new ArrayList<>(JavaProcess.javaCommand());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-cp",
            module.resolve("operator.jar") + ":" + module.resolve("test-classes"),
            "io.restproducer.operator.BriefLivesMain",
            NAMESPACE,
            Integer.toString(seconds)));
    return command;
  }

  private static Examples apply(TestedSystem system) {
    Manifests manifests = new Manifests(system.client());
    Examples examples =
        new Examples(
            manifests.read(Path.of("..", "deploy", "examples")).stream()
                .filter(object -> !object.getKind().equals("Namespace"))
                .toList());
    examples.setNamespace(NAMESPACE);
    examples.setBootstrapServers(system.parts().bootstrapServers());
    examples.deleteEverythingOnDeletion();
    system
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    examples.objects().forEach(manifests::apply);
    return examples;
  }

  String topic() {
    return examples.topic();
  }

  OperatorProcess operator() {
    return operator;
  }

  Secret secret(String name) {
    return system.client().secrets().inNamespace(NAMESPACE).withName(name).require();
  }

  String text(String secret, String entry) {
    return SecretContent.text(secret(secret), entry);
  }

  RestProducer producer() {
    return system
        .client()
        .resources(RestProducer.class)
        .inNamespace(NAMESPACE)
        .withName(examples.restProducerName())
        .require();
  }

  void changeServiceId(String change) {
    system
        .client()
        .resources(ServiceId.class)
        .inNamespace(NAMESPACE)
        .withName(examples.serviceIdName())
        .patch(MERGE, change);
  }

  /** Asks for what these words name. */
  void rotate(String what) {
    system
        .client()
        .resources(RestProducer.class)
        .inNamespace(NAMESPACE)
        .withName(examples.restProducerName())
        .patch(
            MERGE,
            "{\"metadata\":{\"annotations\":{\"restproducer.io/rotate\":\"%s\"}}}".formatted(what));
  }

  /** In years there is always something that wakes it, every five minutes at the latest. */
  void wake() {
    for (String name : List.of("gateway-ca-bundle", "checkout-api-key")) {
      system
          .client()
          .secrets()
          .inNamespace(NAMESPACE)
          .withName(name)
          .patch(
              MERGE,
              "{\"metadata\":{\"labels\":{\"test\":\"woken-%d\"}}}".formatted(System.nanoTime()));
    }
  }

  @Override
  public void close() {
    system.client().resources(ServiceId.class).inNamespace(NAMESPACE).delete();
    system.client().resources(RestProducer.class).inNamespace(NAMESPACE).delete();
    await()
        .atMost(TestedSystem.LIMIT)
        .until(() -> system.client().pods().inNamespace(NAMESPACE).list().getItems().isEmpty());
    operator.close();
    system.parts().operator().start();
    system.awaitReady();
  }
}
