package io.restproducer.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The operator as a child process, with the rights of its shipped ServiceAccount. */
final class OperatorProcess implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final List<String> command;
  private final Path kubeconfig;
  private final Path log;
  private JavaProcess process;
  private int port;

  OperatorProcess(List<String> command, Path kubeconfig, Path log) {
    this.command = command;
    this.kubeconfig = kubeconfig;
    this.log = log;
  }

  void start() {
    port = freePort();
    process =
        JavaProcess.start(
            "operator",
            command,
            Map.of(
                "KUBECONFIG",
                kubeconfig.toString(),
                "BIND_ADDRESS",
                HOST,
                "PORT",
                Integer.toString(port),
                "LOG_FORMAT",
                "text"),
            log);
  }

  long pid() {
    return process.pid();
  }

  /** Where it tells of its health and shows its metrics. */
  String managementAddress() {
    return HOST + ":" + port;
  }

  void checkRunning() {
    process.checkRunning();
  }

  /** Ends it as SIGKILL does. */
  void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new QuickstartFailure("found no free port for the operator", e);
    }
  }
}
