package io.restproducer.runtime.produce;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.StatusReport;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.produce.ClusterAdmin.SizeLimitsOfKafka;
import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.produce.TopicLookup.Topic;
import io.restproducer.runtime.refusal.Refusal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The Kafka cluster as the rest of the runtime sees it: confirm a topic, write a record, how is it.
 */
public final class KafkaCluster implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KafkaCluster.class);
  private static final long TICK_MILLIS = 200;

  private final BrokerHealth health = new BrokerHealth(System::nanoTime);
  private final AtomicBoolean probing = new AtomicBoolean();
  private final ReplaceableProducer producers;
  private final TopicDirectory topics;
  private final RecordWriter writer;
  private final SenderHeader senderHeader;
  private final KafkaLimits limits = new KafkaLimits(System::nanoTime);
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watch = new Thread(task, "kafka-watch");
            watch.setDaemon(true);
            return watch;
          });
  private final AccessInForce access;
  private volatile List<String> expected = List.of();

  /**
   * A cluster that nobody has told yet how to reach: see {@link #use}.
   *
   * @param observer told of each acknowledged record
   */
  public KafkaCluster(Settings settings, WriteObserver observer) {
    this.access = new AccessInForce(thread, it -> produceBy(settings, it));
    this.producers = new ReplaceableProducer(ClientSettings.longestDelivery(settings));
    this.topics = new TopicDirectory(this::find, System::nanoTime);
    Function<String, Map<Integer, Shortage>> shortages =
        ClientSettings.waitsForReplicas(settings) ? topics::shortages : topic -> Map.of();
    this.writer = new RecordWriter(producers, health, shortages, observer);
    this.senderHeader = new SenderHeader(settings.kafka().serviceIdHeader());
    thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Reaches Kafka by {@code other}; does not wait for it. The first is used as it is; a later one
   * only when it has let a client in, and then what is on its way by the former one is written out.
   */
  public void use(KafkaAccess other) {
    access.use(other);
  }

  /** Tells {@code answer}, at once or later on {@code loop}, why not to write, or nothing. */
  public void confirm(String topic, EventLoop loop, Consumer<Optional<Refusal>> answer) {
    if (health.down()) {
      // Asking would hold the request, and its room, until the look-up times out.
      answer.accept(Optional.of(ProduceErrors.unreachable(topic)));
    } else {
      topics.confirm(topic, loop, answer);
    }
  }

  /**
   * Makes sure that a caller's headers leave that name alone which only this API may set.
   *
   * @throws Refusal if one of them has it
   */
  public void checkHeaders(List<RecordHeader> headers) throws Refusal {
    senderHeader.check(headers);
  }

  /**
   * The record as it is written for {@code sender}: with the header that names it, if one is
   * wanted.
   *
   * @throws Refusal as {@link #checkHeaders} does
   */
  public OutgoingRecord sentBy(ServiceIdentity sender, OutgoingRecord record) throws Refusal {
    return senderHeader.on(record, sender);
  }

  /** Writes {@code record} and tells {@code result} on {@code loop}. Call it on that loop. */
  public void write(OutgoingRecord record, EventLoop loop, WriteResult result) {
    writer.write(record, loop, result);
  }

  /**
   * Writes {@code records} in their order, each with the result at its place, told on {@code loop}.
   */
  public void write(List<OutgoingRecord> records, EventLoop loop, List<WriteResult> results) {
    writer.write(records, loop, results);
  }

  /** Looks up topics that will be asked for, as soon as Kafka answers; nobody waits for it. */
  public void warm(List<String> names) {
    expected = List.copyOf(names);
  }

  public boolean reachedOnce() {
    return health.reachedOnce();
  }

  public boolean reachable() {
    return !health.down();
  }

  /** Whether there is a producer; without one nothing can be written. */
  public boolean producing() {
    return producers.current().isPresent();
  }

  /** How often a producer that had failed for good was given up for a new one. */
  public long producerReplacements() {
    return producers.replacements();
  }

  /** Records that were handed over and have no answer of the brokers yet. */
  public int recordsWaiting() {
    return health.waiting();
  }

  public StatusReport.Kafka status() {
    String down = health.problem();
    String reason = down.isEmpty() ? access.problemOfNext() : down;
    SizeLimitsOfKafka sizes = limits.known();
    return new StatusReport.Kafka(down.isEmpty(), reason, sizes.broker(), sizes.topics());
  }

  /** Writes out what is held, waiting at most {@code patience}, and closes. */
  public void close(Duration patience) {
    thread.shutdownNow();
    producers.close(patience);
    access.close();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }

  private void tick() {
    Optional<ClusterAdmin> present = access.admin();
    if (present.isPresent() && health.probeIsDue() && probing.compareAndSet(false, true)) {
      int patience = health.suspicious() || health.down() ? 1_000 : 3_000;
      probe(present.get(), patience);
    }
    access.lookAtNext();
    topics.refresh();
  }

  private void probe(ClusterAdmin present, int patience) {
    try {
      present.brokers(patience).whenComplete(this::probed);
    } catch (RuntimeException e) {
      // The addresses do not resolve yet; a cluster that is just being made is no reason to give
      // up, and whatever is thrown here would end the schedule.
      probed(List.of(), e);
    }
  }

  private void produceBy(Settings settings, KafkaAccess inForce) {
    producers.use(
        () -> {
          ByteArraySerializer bytes = new ByteArraySerializer();
          return new KafkaProducer<>(ClientSettings.producer(settings, inForce), bytes, bytes);
        });
  }

  private Map<String, CompletionStage<Optional<Topic>>> find(Collection<String> names) {
    return access
        .admin()
        .orElseThrow(() -> new TimeoutException("Kafka was not reached yet"))
        .find(names);
  }

  private void probed(Collection<Node> brokers, Throwable failure) {
    String before = health.problem();
    if (failure != null) {
      health.probeFailed(BrokerHealth.reason(failure));
    } else if (brokers.isEmpty()) {
      health.probeFailed("NoBrokers");
    } else {
      health.probeSucceeded();
    }
    probing.set(false);
    if (!before.equals(health.problem())) {
      log.atLevel(health.down() ? Level.WARN : Level.INFO)
          .addKeyValue("reachable", reachable())
          .addKeyValue("reason", health.problem())
          .log("reachability of Kafka changed");
    }
    if (!health.down()) {
      topics.warm(expected);
      Node broker = brokers.iterator().next();
      access.admin().ifPresent(present -> limits.ask(present, broker, topics.confirmed()));
    }
  }
}
