package io.restproducer.dev.kubernetes;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubernetes.client.Config;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * kube-apiserver and etcd through kube-api-test, with programs and certificates in a directory of
 * its own, so that several run side by side. No controllers run there.
 */
final class RealApiServer implements ApiServer {

  private static final Logger LOG = LoggerFactory.getLogger(RealApiServer.class);
  private static final int ATTEMPTS = 3;
  private static final Duration STARTUP = Duration.ofSeconds(120);

  /** etcd first, then the API server, each with that time. */
  private static final Duration NEAR_MIDNIGHT = STARTUP.plusSeconds(30);

  private final KubeAPIServer server;
  private final Thread shutdownHook;
  private final String version;
  private final Path directory;
  private final Path kubeconfig;
  private final Config config;

  private RealApiServer(KubeAPIServer server, String version, Path directory) {
    this.server = server;
    this.version = version;
    this.directory = directory;
    this.kubeconfig =
        OwnerOnlyFile.write(directory.resolve("kubeconfig"), server.getKubeConfigYaml());
    this.config = Config.fromKubeconfig(kubeconfig.toFile());
    this.shutdownHook = new Thread(server::stop, "stop-api-server");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  static RealApiServer start(Path directory, KubeApiBinaries binaries) {
    OwnerOnlyFile.directory(directory);
    BoundPrograms.write(directory, binaries);
    for (int attempt = 1; ; attempt++) {
      awaitMidnight();
      KubeAPIServer server = prepare(directory, binaries);
      try {
        server.start();
        return new RealApiServer(server, binaries.version(), directory);
      } catch (KubeAPITestException e) {
        server.stop();
        // Its ports are chosen before they are bound; somebody else may have been faster.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.atWarn().addKeyValue("attempt", attempt).setCause(e).log("API server did not start");
      }
    }
  }

  private static void awaitMidnight() {
    Duration pause = pause(LocalTime.now());
    if (!pause.isZero()) {
      LOG.atInfo()
          .addKeyValue("seconds", pause.toSeconds())
          .log("a start across midnight would count as timed out: waiting");
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting to start an API server", e);
      }
    }
  }

  /**
   * How long not to start a server at {@code now}: io.fabric8.kubeapitest compares times of day, so
   * one that might take until after midnight has timed out before it is started.
   */
  static Duration pause(LocalTime now) {
    Duration untilMidnight = Duration.ofDays(1).minusNanos(now.toNanoOfDay());
    return untilMidnight.compareTo(NEAR_MIDNIGHT) > 0
        ? Duration.ZERO
        : untilMidnight.plus(Duration.ofSeconds(1));
  }

  private static KubeAPIServer prepare(Path directory, KubeApiBinaries binaries) {
    return new KubeAPIServer(
        KubeAPIServerConfigBuilder.anAPIServerConfig()
            .withTestDir(directory.toString())
            .withOfflineMode(true)
            .withApiServerVersion(binaries.version())
            .withWaitForEtcdHealthCheckOnStartup(true)
            .withStartupTimeout(Math.toIntExact(STARTUP.toMillis()))
            .withUpdateKubeConfig(false)
            .withApiServerFlag("--bind-address=127.0.0.1")
            .withApiServerFlags(AuditSettings.flags(directory))
            .build());
  }

  @Override
  public Kind kind() {
    return Kind.REAL;
  }

  @Override
  public String description() {
    return "kube-apiserver v" + version + " (kube-api-test)";
  }

  @Override
  public Config config() {
    return config;
  }

  @Override
  public Path kubeconfig() {
    return kubeconfig;
  }

  @Override
  public Path serviceAccountKubeconfig(String namespace, String name) {
    return ServiceAccountKubeconfig.write(config, directory, namespace, name);
  }

  @Override
  public Optional<Path> auditLog() {
    return Optional.of(AuditSettings.log(directory));
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      LOG.atDebug().log("the process ends already; its hook stops the API server");
      return;
    }
    server.stop();
  }
}
