package io.restproducer.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real admin clients, which need no broker to be opened and closed. */
final class AdminClientsTest {
  private static final String SERVERS = "127.0.0.1:9";
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofDays(1);

  private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2);
  private final ConcurrentLinkedQueue<Admin> opened = new ConcurrentLinkedQueue<>();
  private AdminClients clients = clients(SOON);

  @AfterEach
  void stop() {
    clients.closeAll();
    executor.shutdownNow();
  }

  @Test
  void serversShareOneClientWhileItIsUsed() {
    CompletableFuture<Admin> first = new CompletableFuture<>();
    CompletableFuture<Void> open = clients.with(SERVERS, it -> hold(it, first));
    Admin used = first.join();

    assertThat(clients.with(SERVERS, CompletableFuture::completedFuture).join()).isSameAs(used);
    assertThat(opened).hasSize(1);
    assertThat(open).isNotDone();
  }

  @Test
  void aClientInUseStaysOpenAndOneThatIsNotIsClosed() {
    CompletableFuture<Void> work = new CompletableFuture<>();
    CompletableFuture<Void> first = clients.with(SERVERS, it -> work);
    await().until(() -> opened.size() == 1);
    Admin admin = opened.peek();
    clients.with(SERVERS, CompletableFuture::completedFuture).join();
    assertThat(isOpen(admin)).isTrue();

    work.complete(null);
    first.join();

    await().atMost(Duration.ofSeconds(60)).until(() -> !isOpen(admin));
    clients.with(SERVERS, CompletableFuture::completedFuture).join();
    assertThat(opened).hasSize(2);
  }

  @Test
  void differentServersHaveDifferentClients() {
    clients = clients(NEVER);
    Admin one = clients.with(SERVERS, CompletableFuture::completedFuture).join();
    Admin other = clients.with("127.0.0.1:10", CompletableFuture::completedFuture).join();

    assertThat(one).isNotSameAs(other);
  }

  @Test
  void aClientThatCannotBeOpenedIsTriedAnewTheNextTime() {
    AtomicInteger attempts = new AtomicInteger();
    AdminClients failing =
        new AdminClients(
            servers -> {
              attempts.incrementAndGet();
              throw new ConfigException("no such host");
            },
            executor,
            NEVER);

    for (int i = 1; i <= 2; i++) {
      CompletableFuture<Admin> use = failing.with(SERVERS, CompletableFuture::completedFuture);
      assertThat(use).failsWithin(Duration.ofSeconds(60));
      assertThat(attempts).hasValue(i);
    }
  }

  @Test
  void closesAllAtTheEnd() {
    clients = clients(NEVER);
    Admin admin = clients.with(SERVERS, CompletableFuture::completedFuture).join();

    clients.closeAll();

    await().atMost(Duration.ofSeconds(60)).until(() -> !isOpen(admin));
  }

  private AdminClients clients(Duration idle) {
    return new AdminClients(
        servers -> {
          Admin admin =
              Admin.create(
                  Map.of(
                      AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                      servers,
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                      3000,
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                      1000));
          opened.add(admin);
          return admin;
        },
        executor,
        idle);
  }

  private static CompletableFuture<Void> hold(Admin admin, CompletableFuture<Admin> seen) {
    seen.complete(admin);
    return new CompletableFuture<>();
  }

  /** A closed client refuses calls at once; an open one keeps trying. */
  private static boolean isOpen(Admin admin) {
    try {
      return !admin.describeTopics(List.of("any")).allTopicNames().isCompletedExceptionally();
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
