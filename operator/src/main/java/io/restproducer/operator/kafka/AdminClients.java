package io.restproducer.operator.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * One admin client for each Kafka cluster in use, closed when nobody has used it for a while: an
 * open one to a cluster that is gone would try to reconnect, and log, for ever.
 */
final class AdminClients {
  private final Function<String, Admin> open;
  private final ScheduledExecutorService executor;
  private final Duration idle;
  private final Map<String, Client> clients = new HashMap<>();

  /**
   * @param open makes a client for bootstrap servers; may block while names are looked up
   * @param executor on which clients are opened and closed
   */
  AdminClients(Function<String, Admin> open, ScheduledExecutorService executor, Duration idle) {
    this.open = open;
    this.executor = executor;
    this.idle = idle;
  }

  private static final class Client {
    private final String bootstrapServers;
    private final CompletableFuture<Admin> admin;
    private int users;
    private long uses;

    Client(String bootstrapServers, CompletableFuture<Admin> admin) {
      this.bootstrapServers = bootstrapServers;
      this.admin = admin;
    }
  }

  /** Does {@code work}, which must not block, with the client of {@code bootstrapServers}. */
  <T> CompletableFuture<T> with(
      String bootstrapServers, Function<Admin, CompletableFuture<T>> work) {
    Client client = take(bootstrapServers);
    return client.admin.thenCompose(work).whenComplete((result, failure) -> release(client));
  }

  /** Closes all clients; who still waits for one gets an exception. */
  synchronized void closeAll() {
    clients.values().forEach(client -> client.admin.thenAccept(it -> it.close(Duration.ZERO)));
    clients.clear();
  }

  private synchronized Client take(String bootstrapServers) {
    Client client =
        clients.computeIfAbsent(
            bootstrapServers,
            servers ->
                new Client(
                    servers, CompletableFuture.supplyAsync(() -> open.apply(servers), executor)));
    client.users++;
    client.uses++;
    return client;
  }

  private synchronized void release(Client client) {
    client.users--;
    if (client.admin.isCompletedExceptionally()) {
      clients.remove(client.bootstrapServers, client);
    } else if (client.users == 0 && !executor.isShutdown()) {
      long uses = client.uses;
      executor.schedule(() -> closeUnlessUsed(client, uses), idle.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void closeUnlessUsed(Client client, long uses) {
    synchronized (this) {
      if (client.uses != uses || !clients.remove(client.bootstrapServers, client)) {
        return;
      }
    }
    client.admin.join().close(Duration.ZERO);
  }
}
