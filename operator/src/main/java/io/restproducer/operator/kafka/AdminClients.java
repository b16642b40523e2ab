package io.restproducer.operator.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;

/**
 * One admin client for each Kafka cluster in use, closed when nobody has used it for a while: an
 * open one to a cluster that is gone would try to reconnect, and log, for ever.
 */
final class AdminClients {
  /** Zero would wait for Kafka's thread for ever; it is a daemon and ends by itself. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);

  private final Function<String, Admin> opening;
  private final ScheduledExecutorService executor;
  private final Duration idle;
  private final Map<String, Client> clients = new HashMap<>();

  /**
   * @param opening makes a client for bootstrap servers; may block while names are looked up
   * @param executor on which clients are opened and closed
   */
  AdminClients(Function<String, Admin> opening, ScheduledExecutorService executor, Duration idle) {
    this.opening = opening;
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
    Client client;
    try {
      client = take(bootstrapServers);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new IllegalStateException("shutting down", e));
    }
    return client.admin.thenCompose(work).whenComplete((result, failure) -> release(client));
  }

  /**
   * Closes all clients; who still waits for one gets an exception, on Kafka's own thread and back
   * through here: nothing may be locked while a client closes.
   */
  void closeAll() {
    List<Client> open;
    synchronized (this) {
      open = List.copyOf(clients.values());
      clients.clear();
    }
    open.forEach(client -> client.admin.thenAccept(admin -> admin.close(CLOSE_LIMIT)));
  }

  private synchronized Client take(String bootstrapServers) {
    Client client =
        clients.computeIfAbsent(
            bootstrapServers,
            servers ->
                new Client(
                    servers,
                    CompletableFuture.supplyAsync(() -> opening.apply(servers), executor)));
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
    client.admin.join().close(CLOSE_LIMIT);
  }
}
