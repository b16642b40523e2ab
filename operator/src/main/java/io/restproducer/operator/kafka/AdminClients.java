package io.restproducer.operator.kafka;

import io.restproducer.kafka.KafkaAccess;
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
 * One admin client for each way to a Kafka cluster (its addresses, trust and credentials) in use,
 * closed when nobody has used it for a while: an open one to a cluster that is gone would try to
 * reconnect, and log, for ever.
 */
final class AdminClients {
  /** Zero would wait for Kafka's thread for ever; it is a daemon and ends by itself. */
  private static final Duration CLOSE_LIMIT = Duration.ofMillis(100);

  private final Function<KafkaAccess, Admin> opening;
  private final ScheduledExecutorService executor;
  private final Duration idle;
  private final Map<KafkaAccess, Client> clients = new HashMap<>();

  /**
   * @param opening makes a client; may block while names are looked up
   * @param executor on which clients are opened and closed
   */
  AdminClients(
      Function<KafkaAccess, Admin> opening, ScheduledExecutorService executor, Duration idle) {
    this.opening = opening;
    this.executor = executor;
    this.idle = idle;
  }

  private static final class Client {
    private final KafkaAccess access;
    private final CompletableFuture<Admin> admin;
    private int users;
    private long uses;

    Client(KafkaAccess access, CompletableFuture<Admin> admin) {
      this.access = access;
      this.admin = admin;
    }
  }

  /** Does {@code work}, which must not block, with the client of {@code access}. */
  <T> CompletableFuture<T> with(KafkaAccess access, Function<Admin, CompletableFuture<T>> work) {
    Client client;
    try {
      client = take(access);
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

  private synchronized Client take(KafkaAccess access) {
    Client client =
        clients.computeIfAbsent(
            access,
            key ->
                new Client(key, CompletableFuture.supplyAsync(() -> opening.apply(key), executor)));
    client.users++;
    client.uses++;
    return client;
  }

  private synchronized void release(Client client) {
    client.users--;
    if (client.admin.isCompletedExceptionally()) {
      clients.remove(client.access, client);
    } else if (client.users == 0 && !executor.isShutdown()) {
      long uses = client.uses;
      executor.schedule(() -> closeUnlessUsed(client, uses), idle.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void closeUnlessUsed(Client client, long uses) {
    synchronized (this) {
      if (client.uses != uses || !clients.remove(client.access, client)) {
        return;
      }
    }
    client.admin.join().close(CLOSE_LIMIT);
  }
}
