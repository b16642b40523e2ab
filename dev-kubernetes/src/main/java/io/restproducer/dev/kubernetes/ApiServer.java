package io.restproducer.dev.kubernetes;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One Kubernetes API server for tests and the quickstart, real where its binaries are there. It
 * never reads or changes the user's own kubeconfig and leaves no process behind.
 */
public sealed interface ApiServer extends AutoCloseable permits RealApiServer, MockApiServer {

  /** Which API server was started. */
  enum Kind {
    REAL,
    MOCK
  }

  /**
   * Starts the API server that the system property {@code api-server} asks for: {@code auto} (the
   * default), {@code real} or {@code mock}. It keeps its files under {@code directory}.
   *
   * @throws IllegalStateException when {@code real} is asked for and its binaries are not there
   */
  static ApiServer start(Path directory) {
    return start(directory, ApiServerChoice.resolve());
  }

  /** Starts an API server of the given kind, whatever the system property says. */
  static ApiServer start(Path directory, Kind kind) {
    return switch (kind) {
      case REAL -> RealApiServer.start(directory.toAbsolutePath(), ApiServerChoice.binaries());
      case MOCK -> MockApiServer.start(directory.toAbsolutePath());
    };
  }

  Kind kind();

  /** What it is, for people. */
  String description();

  /** A client configuration with an administrator's rights. */
  Config config();

  /** A kubeconfig file (mode 0600) with an administrator's rights. */
  Path kubeconfig();

  /**
   * A kubeconfig file (mode 0600) with the rights of a ServiceAccount that exists; the mock knows
   * no rights and gives the administrator's.
   */
  Path serviceAccountKubeconfig(String namespace, String name);

  /**
   * One JSON line for each request of a ServiceAccount, metadata only; the mock, which knows no
   * rights, keeps none.
   */
  Optional<Path> auditLog();

  @Override
  void close();
}
