package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.dev.kubernetes.ApiServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** An API server and a node in a process of their own, for a test to kill. */
public final class NodeProcess {

  private NodeProcess() {}

  /** Runs one pod of {@link EchoServer} until it is killed; the argument is its directory. */
  public static void main(String[] args) throws InterruptedException {
    Path directory = Path.of(args[0]);
    ApiServer server = ApiServer.start(directory.resolve("api"));
    LocalNode.start(server.config(), directory.resolve("node"), EchoPods.COMMANDS);
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(server.config()).build()) {
      var token =
          new io.fabric8.kubernetes.api.model.SecretBuilder()
              .withMetadata(EchoPods.meta("default", "token"))
              .addToData("token", "eA==")
              .build();
      client.resource(token).create();
      client.resource(EchoPods.deployment(EchoPods.meta("default", "echo"), "one", 1)).create();
    }
    new CountDownLatch(1).await();
  }
}
