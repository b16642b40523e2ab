package io.restproducer.operator.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * One pass over one topic: looks, makes or adjusts, reports. What can be applied is applied even
 * where something else cannot. Blocks nowhere.
 */
final class TopicAssurance {
  private final Admin admin;
  private final WantedTopic wanted;

  TopicAssurance(Admin admin, WantedTopic wanted) {
    this.admin = admin;
    this.wanted = wanted;
  }

  /**
   * Goes on from {@code look}, which may be one of many in a single request. Completes normally
   * whatever Kafka says.
   */
  CompletableFuture<TopicReport> after(KafkaFuture<TopicDescription> look) {
    return settle(
            look,
            this::adjust,
            failure ->
                failure instanceof UnknownTopicOrPartitionException ? create() : failed(failure))
        .exceptionally(failure -> report(failure, OptionalInt.empty()));
  }

  private CompletableFuture<TopicReport> create() {
    Optional<Short> replicas =
        wanted.replicationFactor().isPresent()
            ? Optional.of((short) wanted.replicationFactor().getAsInt())
            : Optional.empty();
    NewTopic topic =
        new NewTopic(wanted.name(), Optional.of(wanted.partitions()), replicas)
            .configs(wanted.config());
    return settle(
        admin.createTopics(List.of(topic)).values().get(wanted.name()),
        done -> done(TopicReport.good(wanted.name(), wanted.partitions(), TopicState.CREATED)),
        failure -> failure instanceof TopicExistsException ? lookAgain() : failed(failure));
  }

  /** Somebody else made it between our look and our making it. */
  private CompletableFuture<TopicReport> lookAgain() {
    return settle(
        admin.describeTopics(Set.of(wanted.name())).topicNameValues().get(wanted.name()),
        this::adjust,
        this::failed);
  }

  private CompletableFuture<TopicReport> adjust(TopicDescription present) {
    int partitions = present.partitions().size();
    return grow(partitions)
        .thenCombine(configure(), (grown, configured) -> grown || configured)
        .thenApply(changed -> report(present, changed))
        .exceptionally(failure -> report(failure, OptionalInt.of(partitions)));
  }

  private CompletableFuture<Boolean> grow(int partitions) {
    if (partitions >= wanted.partitions()) {
      return done(false);
    }
    return future(
            admin
                .createPartitions(
                    Map.of(wanted.name(), NewPartitions.increaseTo(wanted.partitions())))
                .all())
        .thenApply(grown -> true);
  }

  private CompletableFuture<Boolean> configure() {
    if (wanted.config().isEmpty()) {
      return done(false);
    }
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, wanted.name());
    return future(admin.describeConfigs(List.of(topic)).values().get(topic))
        .thenCompose(present -> alter(topic, ConfigDifference.between(wanted.config(), present)));
  }

  private CompletableFuture<Boolean> alter(ConfigResource topic, Map<String, String> missing) {
    if (missing.isEmpty()) {
      return done(false);
    }
    Collection<AlterConfigOp> operations =
        missing.entrySet().stream()
            .map(it -> new ConfigEntry(it.getKey(), it.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    return future(admin.incrementalAlterConfigs(Map.of(topic, operations)).all())
        .thenApply(altered -> true);
  }

  private TopicReport report(TopicDescription present, boolean changed) {
    int had = present.partitions().size();
    List<String> messages = new ArrayList<>();
    Optional<TopicReason> reason = Optional.empty();
    if (had > wanted.partitions()) {
      reason = Optional.of(TopicReason.FEWER_PARTITIONS_WANTED);
      messages.add(
          "has %d partitions and %d are declared, but Kafka cannot take partitions away: declare %d"
              .formatted(had, wanted.partitions(), had));
    }
    int replicas = present.partitions().get(0).replicas().size();
    if (wanted.replicationFactor().isPresent()
        && replicas != wanted.replicationFactor().getAsInt()) {
      reason = reason.or(() -> Optional.of(TopicReason.REPLICATION_FACTOR_DIFFERS));
      messages.add(
          ("has replication factor %d and %d is declared, but replicas are not moved here:"
                  + " declare %d or reassign them with Kafka's tools")
              .formatted(replicas, wanted.replicationFactor().getAsInt(), replicas));
    }
    int has = Math.max(had, wanted.partitions());
    return reason
        .map(
            why ->
                TopicReport.bad(
                    wanted.name(), OptionalInt.of(has), why, String.join("; ", messages)))
        .orElseGet(
            () ->
                TopicReport.good(
                    wanted.name(), has, changed ? TopicState.UPDATED : TopicState.READY));
  }

  private CompletableFuture<TopicReport> failed(Throwable failure) {
    return done(report(failure, OptionalInt.empty()));
  }

  private TopicReport report(Throwable failure, OptionalInt partitions) {
    KafkaProblem problem = KafkaProblem.of(failure);
    return TopicReport.bad(wanted.name(), partitions, problem.reason(), problem.message());
  }

  private static <A, B> CompletableFuture<B> settle(
      KafkaFuture<A> future,
      Function<A, CompletableFuture<B>> good,
      Function<Throwable, CompletableFuture<B>> bad) {
    return future(future)
        .handle(
            (value, failure) ->
                failure == null ? good.apply(value) : bad.apply(KafkaProblem.cause(failure)))
        .thenCompose(Function.identity());
  }

  private static <T> CompletableFuture<T> future(KafkaFuture<T> future) {
    return future.toCompletionStage().toCompletableFuture();
  }

  private static <T> CompletableFuture<T> done(T value) {
    return CompletableFuture.completedFuture(value);
  }
}
