package io.restproducer.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.kafka.KafkaAccess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real admin clients, which need no broker to be opened and closed. */
final class AdminClientsTest {
  private static final KafkaAccess SERVERS = KafkaAccess.plain("127.0.0.1:9");
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LIMIT = Duration.ofSeconds(60);
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
    await().atMost(LIMIT).until(() -> opened.size() == 1);
    Admin admin = opened.peek();
    clients.with(SERVERS, CompletableFuture::completedFuture).join();
    assertThat(isOpen(admin)).isTrue();

    work.complete(null);
    first.join();

    await().atMost(LIMIT).until(() -> !isOpen(admin));
    clients.with(SERVERS, CompletableFuture::completedFuture).join();
    assertThat(opened).hasSize(2);
  }

  @Test
  void aClientTakenAgainBeforeItsEndIsNotClosed() throws Exception {
    ScheduledExecutorService one = Executors.newSingleThreadScheduledExecutor();
    try {
      AdminClients busy = clients(Duration.ofMillis(1), one);
      CompletableFuture<Void> work = new CompletableFuture<>();
      CompletableFuture<Void> first = busy.with(SERVERS, it -> work);
      await().atMost(LIMIT).until(() -> opened.size() == 1);
      CountDownLatch closing = new CountDownLatch(1);
      one.execute(() -> pass(closing));
      work.complete(null);
      first.join();
      CompletableFuture<Void> second = busy.with(SERVERS, it -> new CompletableFuture<>());

      closing.countDown();
      one.schedule(() -> {}, 2, TimeUnit.MILLISECONDS).get(60, TimeUnit.SECONDS);

      assertThat(second).isNotDone();
      assertThat(isOpen(opened.peek())).isTrue();
      busy.closeAll();
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void differentServersHaveDifferentClients() {
    clients = clients(NEVER);
    Admin one = clients.with(SERVERS, CompletableFuture::completedFuture).join();
    Admin other =
        clients.with(KafkaAccess.plain("127.0.0.1:10"), CompletableFuture::completedFuture).join();

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
      assertThat(use).failsWithin(LIMIT);
      assertThat(attempts).hasValue(i);
    }
  }

  @Test
  void closesAllAtTheEnd() {
    clients = clients(NEVER);
    Admin admin = clients.with(SERVERS, CompletableFuture::completedFuture).join();

    clients.closeAll();

    await().atMost(LIMIT).until(() -> !isOpen(admin));
  }

  /** Calls that are given up complete on Kafka's own thread, and come back in here. */
  @Test
  void closesInTimeWhileCallsToKafkaThatIsAwayAreUnderWay() {
    clients = clients(NEVER);
    CompletableFuture<Admin> seen = new CompletableFuture<>();
    CompletableFuture<Object> use = clients.with(SERVERS, admin -> describe(admin, seen));
    seen.join();

    CompletableFuture<Void> end = CompletableFuture.runAsync(clients::closeAll);

    assertThat(end).succeedsWithin(Duration.ofSeconds(20));
    assertThat(use).failsWithin(Duration.ofSeconds(20));
  }

  @Test
  void afterTheEndAUseFailsInItsFutureAndNotInTheCallersFace() {
    executor.shutdown();

    assertThat(clients.with(SERVERS, CompletableFuture::completedFuture))
        .failsWithin(LIMIT)
        .withThrowableThat()
        .withMessageContaining("shutting down");
  }

  private AdminClients clients(Duration idle) {
    return clients(idle, executor);
  }

  private AdminClients clients(Duration idle, ScheduledExecutorService threads) {
    return new AdminClients(
        access -> {
          Map<String, Object> options = new HashMap<>(access.options());
          options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 3000);
          options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 1000);
          Admin admin = Admin.create(options);
          opened.add(admin);
          return admin;
        },
        threads,
        idle);
  }

  private static CompletableFuture<Void> hold(Admin admin, CompletableFuture<Admin> seen) {
    seen.complete(admin);
    return new CompletableFuture<>();
  }

  private static CompletableFuture<Object> describe(Admin admin, CompletableFuture<Admin> seen) {
    seen.complete(admin);
    return admin
        .describeTopics(List.of("orders"))
        .allTopicNames()
        .toCompletionStage()
        .<Object>thenApply(topics -> topics)
        .toCompletableFuture();
  }

  private static void pass(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
