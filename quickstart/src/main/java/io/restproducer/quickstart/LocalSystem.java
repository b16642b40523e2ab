package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.dev.kubernetes.ApiServer;
import io.restproducer.dev.kubernetes.node.LocalNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The whole system on this machine, as one process tree:
 *
 * <pre>
 *   API server ◀── operator (its own process, the shipped ServiceAccount's rights)
 *       ▲             │ key table
 *       │             ▼
 *   local node ──▶ runtime pods (processes) ──▶ Kafka broker (its own process)
 * </pre>
 *
 * It only starts and waits; what the parts do is theirs.
 */
final class LocalSystem {
  private static final String OPERATOR_NAMESPACE = "restproducer-system";
  private static final String OPERATOR_ACCOUNT = "restproducer-operator";
  private static final String RUNTIME_IMAGE = "restproducer/producer-runtime";
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final SourceTree tree;
  private final RunDirectory directory;
  private final Progress progress;
  private final Parts parts;
  private final Waiting waiting;
  private final Programs programs;
  private final BrokerProcess broker;
  private ApiServer apiServer;
  private KubernetesClient client;
  private OperatorProcess operator;
  private Examples examples;
  private String bootstrapServers;

  LocalSystem(
      SourceTree tree, RunDirectory directory, Progress progress, Parts parts, Programs programs) {
    this.tree = tree;
    this.directory = directory;
    this.progress = progress;
    this.parts = parts;
    this.programs = programs;
    this.waiting = new Waiting(progress, parts, this::checkPrograms);
    this.broker = new BrokerProcess(programs.broker(), directory);
  }

  /** Starts everything and returns when both example resources are Ready. */
  void start(QuickstartOptions options) {
    broker.start();
    parts.add(broker);
    startApiServer();
    Manifests manifests = new Manifests(client);
    installInto(manifests);
    startNode();
    startOperator();
    bootstrapServers = waiting.until("Kafka broker starts", LIMIT, broker::look);
    progress.done("Kafka broker takes requests at " + bootstrapServers);
    applyExamples(manifests, options);
    new Readiness(client, examples).await(waiting, LIMIT, progress);
  }

  KubernetesClient client() {
    return client;
  }

  ApiServer apiServer() {
    return apiServer;
  }

  Examples examples() {
    return examples;
  }

  OperatorProcess operator() {
    return operator;
  }

  BrokerProcess broker() {
    return broker;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  Waiting waiting() {
    return waiting;
  }

  /** The runtime pods of the example RestProducer that exist now. */
  List<Pod> pods() {
    return RuntimePods.of(client, examples);
  }

  private void startApiServer() {
    progress.waiting("API server starts", "", progress.now());
    apiServer = parts.add(ApiServer.start(directory.resolve("api-server")));
    client = parts.add(new KubernetesClientBuilder().withConfig(apiServer.config()).build());
    progress.done("API server: " + apiServer.description());
  }

  private void installInto(Manifests manifests) {
    manifests.read(tree.crds()).forEach(manifests::apply);
    // The operator runs as a process here: its Deployment stays out, its rights go in.
    for (HasMetadata object : manifests.read(tree.base())) {
      if (!(object instanceof Deployment)) {
        manifests.apply(object);
      }
    }
    progress.done("CRDs and the operator's ServiceAccount and rights applied");
  }

  private void startNode() {
    parts.add(
        LocalNode.start(
            apiServer.config(), directory.path(), Map.of(RUNTIME_IMAGE, programs.runtime())));
    progress.done("local node runs pods as processes");
  }

  private void startOperator() {
    Path kubeconfig = apiServer.serviceAccountKubeconfig(OPERATOR_NAMESPACE, OPERATOR_ACCOUNT);
    operator =
        new OperatorProcess(
            programs.operator(), kubeconfig, directory.logs().resolve("operator.log"));
    operator.start();
    parts.add(operator);
    progress.done("operator started as " + OPERATOR_NAMESPACE + "/" + OPERATOR_ACCOUNT);
  }

  private void applyExamples(Manifests manifests, QuickstartOptions options) {
    examples = new Examples(manifests.read(tree.examples()));
    examples.setBootstrapServers(bootstrapServers);
    options.replicas().ifPresent(examples::setReplicas);
    waiting.until(
        "API server takes the examples", LIMIT, () -> Finding.there(applied(manifests, examples)));
    progress.done(
        "deploy/examples applied, with kafka.bootstrapServers: %s%s"
            .formatted(
                bootstrapServers,
                options.replicas().isPresent()
                    ? " and replicas: " + options.replicas().getAsInt()
                    : ""));
  }

  private static Examples applied(Manifests manifests, Examples examples) {
    examples.objects().forEach(manifests::apply);
    return examples;
  }

  private void checkPrograms() {
    broker.checkRunning();
    if (operator != null) {
      operator.checkRunning();
    }
  }
}
