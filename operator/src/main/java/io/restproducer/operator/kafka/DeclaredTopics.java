package io.restproducer.operator.kafka;

import io.restproducer.kafka.KafkaAccess;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/**
 * Makes sure that topics exist as declared: makes missing ones, adds partitions, sets
 * configuration; never deletes a topic or takes anything away. No method blocks.
 */
public final class DeclaredTopics implements AutoCloseable {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(5);
  private static final Duration PASS_LIMIT = Duration.ofSeconds(20);
  private static final Duration IDLE_LIMIT = Duration.ofSeconds(60);
  private static final int THREADS = 2;

  private final ScheduledThreadPoolExecutor executor;
  private final AdminClients clients;

  /** With no client open yet. */
  public DeclaredTopics() {
    executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "declared-topics");
              thread.setDaemon(true);
              return thread;
            });
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    clients = new AdminClients(DeclaredTopics::open, executor, IDLE_LIMIT);
  }

  /**
   * One pass over {@code topics}. The future always completes normally, within 20 s, with a report
   * for each topic in the order given; failures are reports, too.
   *
   * @param access how to reach the cluster
   */
  public CompletableFuture<List<TopicReport>> ensure(KafkaAccess access, List<WantedTopic> topics) {
    if (topics.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    return clients
        .with(access, admin -> pass(admin, topics))
        .orTimeout(PASS_LIMIT.toSeconds(), TimeUnit.SECONDS)
        .exceptionally(failure -> allFailed(topics, failure));
  }

  @Override
  public void close() {
    executor.shutdown();
    clients.closeAll();
  }

  private static CompletableFuture<List<TopicReport>> pass(Admin admin, List<WantedTopic> topics) {
    Collection<String> names = topics.stream().map(WantedTopic::name).collect(Collectors.toSet());
    Map<String, KafkaFuture<TopicDescription>> looks =
        admin.describeTopics(names).topicNameValues();
    List<CompletableFuture<TopicReport>> reports =
        topics.stream()
            .map(topic -> new TopicAssurance(admin, topic).after(looks.get(topic.name())))
            .toList();
    return CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
        .thenApply(all -> reports.stream().map(CompletableFuture::join).toList());
  }

  private static List<TopicReport> allFailed(List<WantedTopic> topics, Throwable failure) {
    KafkaProblem problem = KafkaProblem.of(failure);
    return topics.stream()
        .map(
            topic ->
                TopicReport.bad(
                    topic.name(), OptionalInt.empty(), problem.reason(), problem.message()))
        .toList();
  }

  private static Admin open(KafkaAccess access) {
    Map<String, Object> options = new HashMap<>(access.options());
    options.put(AdminClientConfig.CLIENT_ID_CONFIG, "restproducer-operator");
    options.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST_LIMIT.toMillis());
    options.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) CALL_LIMIT.toMillis());
    options.put(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return Admin.create(options);
  }
}
