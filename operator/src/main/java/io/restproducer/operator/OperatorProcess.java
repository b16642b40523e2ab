package io.restproducer.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.lease.Election;
import io.restproducer.operator.pki.Lifetimes;
import io.restproducer.operator.pods.HttpPods;
import io.restproducer.operator.pods.Timer;
import io.restproducer.operator.producer.RestProducerReconciler;
import io.restproducer.operator.producer.Workshop;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.serviceid.ServiceIdReconciler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator from its start to its end.
 *
 * <pre>
 *   RestProducer ─▶ controller ──board──▶ controller ◀─ ServiceId
 *                      └▶ pods, Kafka
 * </pre>
 */
final class OperatorProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorProcess.class);

  private final OperatorConfig config;
  private final KubernetesClient client;
  private final Optional<KubernetesClient> leaseClient;
  private final ScheduledExecutorService background =
      Executors.newScheduledThreadPool(2, OperatorProcess::background);
  private final DeclaredTopics topics = new DeclaredTopics();
  private final Health health = new Health();
  private final Controllers controllers;
  private final ManagementServer management;
  private final Optional<Election> election;
  private final Runnable halt;

  private OperatorProcess(
      OperatorConfig config,
      Supplier<KubernetesClient> clients,
      SecureRandom random,
      InstantSource clock,
      Lifetimes lifetimes,
      Runnable halt)
      throws IOException {
    this.config = config;
    this.client = clients.get();
    // Of its own: on the other one, watches and lists could delay a renewal.
    this.leaseClient = config.candidate().map(candidate -> clients.get());
    this.halt = halt;
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    TableBoard board = new TableBoard();
    EventLog events = new EventLog(client, clock, "restproducer-operator");
    Workshop workshop =
        new Workshop(
            board,
            topics,
            new HttpPods(background),
            Timer.on(background),
            events,
            random,
            clock,
            lifetimes);
    RestProducerReconciler producers = RestProducerReconciler.of(workshop, config.runtimeImage());
    OperatorMetrics.bindTo(registry, producers, health, clock);
    this.controllers =
        new Controllers(
            config.watchNamespaces(),
            client,
            registry,
            health::watchEnded,
            producers,
            new ServiceIdReconciler(board, events, random, clock));
    this.management =
        ManagementServer.start(
            new InetSocketAddress(config.bindAddress(), config.port()), health, registry::scrape);
    this.election =
        config
            .candidate()
            .map(
                c ->
                    Election.of(
                        leaseClient.orElseThrow(), c, clock, this::elected, this::endWithoutLease));
  }

  /**
   * Starts both controllers and returns when their caches are filled, or at once where a lease says
   * who leads.
   *
   * @param clients makes clients, which are closed at the end
   * @param lifetimes of keys and certificates
   * @param halt ends the process before anything more is written, when its lease is lost
   */
  static OperatorProcess start(
      OperatorConfig config,
      Supplier<KubernetesClient> clients,
      SecureRandom random,
      InstantSource clock,
      Lifetimes lifetimes,
      Runnable halt)
      throws IOException {
    OperatorProcess process = new OperatorProcess(config, clients, random, clock, lifetimes, halt);
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
    stopControllers();
    management.close();
    background.shutdownNow();
    topics.close();
    // Last of what writes: whoever follows begins when this is done.
    election.ifPresent(Election::close);
    leaseClient.ifPresent(KubernetesClient::close);
    client.close();
  }

  private void run() {
    LOG.atInfo()
        .addKeyValue("apiServer", client.getMasterUrl())
        .addKeyValue("runtimeImage", config.runtimeImage())
        .addKeyValue("namespaces", config.watchNamespaces())
        .addKeyValue("leaderElection", config.candidate().isPresent())
        .addKeyValue("bindAddress", config.bindAddress())
        .addKeyValue("port", port())
        .addKeyValue("logLevel", config.logLevel())
        .addKeyValue("logFormat", config.logFormat())
        .log("operator starts");
    ServerVersion.require(client.getKubernetesVersion());
    if (election.isPresent()) {
      health.standingBy();
      LOG.atInfo().log("operator stands by");
      election.get().start();
    } else {
      lead();
    }
  }

  /** Neither starts while it is stopped nor the other way round. */
  private synchronized void lead() {
    if (health.isStopping()) {
      return;
    }
    health.starting();
    controllers.start();
    health.started(controllers::unhealthy);
    LOG.atInfo().log("operator is ready");
  }

  private synchronized void stopControllers() {
    controllers.stop();
  }

  /** Off the lease's own thread, which goes on renewing. */
  private void elected() {
    LOG.atInfo().log("operator leads");
    Thread starting =
        new Thread(
            () -> {
              try {
                lead();
              } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("operator did not start");
                halt.run();
              }
            },
            "lead");
    starting.setDaemon(true);
    starting.start();
  }

  private void endWithoutLease(String why) {
    LOG.atError()
        .addKeyValue("lease", why)
        .log("the lease is lost; this process ends now, so that it writes nothing beside another");
    halt.run();
  }

  private static Thread background(Runnable task) {
    Thread thread = new Thread(task, "pods");
    thread.setDaemon(true);
    return thread;
  }
}
