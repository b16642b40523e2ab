package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.pods.HttpPods;
import io.restproducer.operator.pods.Timer;
import io.restproducer.operator.producer.RestProducerReconciler;
import io.restproducer.operator.producer.Workshop;
import io.restproducer.operator.reconcile.Children;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.serviceid.ServiceIdReconciler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Both controllers in one process, each with threads of its own: ten thousand ServiceIds must not
 * keep a RestProducer waiting.
 *
 * <pre>
 *   RestProducer ─▶ Operator 1 ──board──▶ Operator 2 ◀─ ServiceId
 *                      └▶ pods, Kafka
 * </pre>
 */
final class OperatorProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);
  private static final int THREADS = 10;
  private static final Duration RETRY_FIRST = Duration.ofMillis(500);
  private static final Duration RETRY_LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
  private static final Duration SYNC_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final OperatorConfig config;
  private final KubernetesClient client;
  private final ScheduledExecutorService background =
      Executors.newScheduledThreadPool(2, OperatorProcess::background);
  private final DeclaredTopics topics = new DeclaredTopics();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Health health = new Health();
  private final List<Operator> operators;
  private final ManagementServer management;

  private OperatorProcess(OperatorConfig config, KubernetesClient client) throws IOException {
    this.config = config;
    this.client = client;
    this.operators = operators();
    this.management =
        ManagementServer.start(
            new InetSocketAddress(config.bindAddress(), config.port()),
            health::broken,
            health::unready,
            registry::scrape);
  }

  /**
   * Starts both controllers; returns when their caches are filled.
   *
   * @param client is closed at the end
   */
  static OperatorProcess start(OperatorConfig config, KubernetesClient client) throws IOException {
    OperatorProcess process = new OperatorProcess(config, client);
    try {
      process.run();
      return process;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  /** Port of health and metrics. */
  int port() {
    return management.port();
  }

  @Override
  public void close() {
    health.stopping();
    operators.forEach(Operator::stop);
    management.close();
    background.shutdownNow();
    topics.close();
    client.close();
  }

  private void run() {
    LOG.atInfo()
        .addKeyValue("apiServer", client.getMasterUrl())
        .addKeyValue("runtimeImage", config.runtimeImage())
        .addKeyValue("namespaces", config.watchNamespaces())
        .addKeyValue("bindAddress", config.bindAddress())
        .addKeyValue("port", port())
        .addKeyValue("logLevel", config.logLevel())
        .addKeyValue("logFormat", config.logFormat())
        .log("operator starts");
    operators.forEach(Operator::start);
    health.started(operators.stream().map(Operator::getRuntimeInfo).toList());
    LOG.atInfo().log("operator is ready");
  }

  private List<Operator> operators() {
    TableBoard board = new TableBoard();
    Clock clock = Clock.systemUTC();
    SecureRandom random = new SecureRandom();
    EventLog events = new EventLog(client, clock, "restproducer-operator");
    Workshop workshop =
        new Workshop(
            board, topics, new HttpPods(background), Timer.on(background), events, random, clock);
    Metrics metrics = MicrometerMetrics.withoutPerResourceMetrics(registry);
    Operator producers = new Operator(settings -> settings(settings, metrics));
    producers.register(
        RestProducerReconciler.of(workshop, config.runtimeImage()),
        (ControllerConfigurationOverrider<RestProducer> controller) ->
            controller(controller.withTriggerReconcilerOnAllEvents(true), "rest-producer"));
    Operator serviceIds = new Operator(settings -> settings(settings, metrics));
    serviceIds.register(
        new ServiceIdReconciler(board, events, random, clock),
        (ControllerConfigurationOverrider<ServiceId> controller) ->
            controller(controller.withFinalizer("restproducer.io/revoke"), "service-id"));
    return List.of(producers, serviceIds);
  }

  private void settings(ConfigurationServiceOverrider settings, Metrics metrics) {
    settings
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withConcurrentReconciliationThreads(THREADS)
        .withDefaultNonSSAResource(Set.of())
        .withPreviousAnnotationForDependentResources(false)
        .withParseResourceVersions(true)
        .withUseSSAToPatchPrimaryResource(true)
        .withCacheSyncTimeout(SYNC_LIMIT)
        .withReconciliationTerminationTimeout(STOP_LIMIT)
        .withInformerStoppedHandler((informer, failure) -> health.informerStopped(failure))
        .withMetrics(metrics);
  }

  private <R extends HasMetadata> void controller(
      ControllerConfigurationOverrider<R> controller, String name) {
    controller
        .withName(name)
        .withFieldManager(Children.FIELD_MANAGER)
        .withReconciliationMaxInterval(LOOK_AGAIN)
        .withRetry(
            GenericRetry.defaultLimitedExponentialRetry()
                .setInitialInterval(RETRY_FIRST)
                .setIntervalMultiplier(2)
                .setMaxInterval(RETRY_LONGEST.toMillis())
                .withoutMaxAttempts());
    if (!config.watchNamespaces().isEmpty()) {
      controller.settingNamespaces(config.watchNamespaces());
    }
  }

  private static Thread background(Runnable task) {
    Thread thread = new Thread(task, "pods");
    thread.setDaemon(true);
    return thread;
  }
}
