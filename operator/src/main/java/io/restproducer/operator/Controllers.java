package io.restproducer.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.reconcile.Dependents;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Both controllers, each with threads of its own: ten thousand ServiceIds must not keep a
 * RestProducer waiting.
 */
final class Controllers {
  private static final int THREADS = 10;
  private static final Duration RETRY_FIRST = Duration.ofMillis(500);
  private static final Duration RETRY_LONGEST = Duration.ofSeconds(30);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
  private static final Duration SYNC_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final Set<String> namespaces;
  private final KubernetesClient client;
  private final Metrics metrics;
  private final Consumer<Throwable> watchEnded;
  private final List<Operator> operators;

  /**
   * Controllers that do not run yet.
   *
   * @param namespaces to watch; empty: all
   * @param watchEnded told when a watch has ended for good, with its failure or null
   */
  Controllers(
      Set<String> namespaces,
      KubernetesClient client,
      MeterRegistry registry,
      Consumer<Throwable> watchEnded,
      Reconciler<RestProducer> producers,
      Reconciler<ServiceId> serviceIds) {
    this.namespaces = namespaces;
    this.client = client;
    this.metrics = MicrometerMetrics.withoutPerResourceMetrics(registry);
    this.watchEnded = watchEnded;
    this.operators = List.of(producers(producers), serviceIds(serviceIds));
  }

  /** Returns when every cache is filled and both controllers run. */
  void start() {
    operators.forEach(Operator::start);
  }

  void stop() {
    operators.forEach(Operator::stop);
  }

  /** The watches that do not work. */
  List<String> unhealthy() {
    return operators.stream()
        .map(operator -> operator.getRuntimeInfo().unhealthyEventSources())
        .flatMap(byController -> byController.entrySet().stream())
        .filter(sources -> !sources.getValue().isEmpty())
        .map(sources -> sources.getKey() + ": " + sources.getValue().keySet())
        .toList();
  }

  private Operator producers(Reconciler<RestProducer> reconciler) {
    Operator operator = new Operator(this::settings);
    operator.register(
        reconciler,
        (ControllerConfigurationOverrider<RestProducer> controller) ->
            controller(controller, "rest-producer"));
    return operator;
  }

  private Operator serviceIds(Reconciler<ServiceId> reconciler) {
    Operator operator = new Operator(this::settings);
    operator.register(
        reconciler,
        (ControllerConfigurationOverrider<ServiceId> controller) ->
            controller(controller.withFinalizer("restproducer.io/revoke"), "service-id"));
    return operator;
  }

  private void settings(ConfigurationServiceOverrider settings) {
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
        .withInformerStoppedHandler((informer, failure) -> watchEnded.accept(failure))
        .withMetrics(metrics);
  }

  private <R extends HasMetadata> void controller(
      ControllerConfigurationOverrider<R> controller, String name) {
    controller
        .withName(name)
        .withFieldManager(Dependents.FIELD_MANAGER)
        .withReconciliationMaxInterval(LOOK_AGAIN)
        .withRetry(
            GenericRetry.defaultLimitedExponentialRetry()
                .setInitialInterval(RETRY_FIRST)
                .setIntervalMultiplier(2)
                .setMaxInterval(RETRY_LONGEST.toMillis())
                .withoutMaxAttempts());
    if (!namespaces.isEmpty()) {
      controller.settingNamespaces(namespaces);
    }
  }
}
