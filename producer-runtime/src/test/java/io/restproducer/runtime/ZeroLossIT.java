package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many callers, some of which hang up in the middle, while instances are drained and replaced, the
 * broker restarts, and key tables and quotas change. Afterwards the topic is held against every
 * answer, number by number. How much is set by {@code -Dzero-loss.records} and {@code
 * -Dzero-loss.connections}.
 */
class ZeroLossIT {
  private static final int RECORDS = Integer.getInteger("zero-loss.records", 12_000);
  private static final int CONNECTIONS = Integer.getInteger("zero-loss.connections", 40);
  private static final int DRAINS = Integer.getInteger("zero-loss.drains", 3);
  private static final int RESTARTS = Integer.getInteger("zero-loss.broker-restarts", 1);

  @Test
  void eachAnswerIsTrueOfTheTopic(@TempDir Path directory) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CONNECTIONS + 1);
    try (TestBroker broker = new TestBroker(directory.resolve("kafka"), Map.of())) {
      broker.createTopic(RuntimeFixture.TOPIC, 6, Map.of());
      Instances instances = new Instances(directory, broker.bootstrapServers());
      Journal journal = new Journal(RECORDS);
      try {
        List<Future<?>> ends =
            IntStream.range(0, CONNECTIONS)
                .<Future<?>>mapToObj(
                    seed -> callers.submit(new HastyCaller(instances, journal, new Random(seed))))
                .toList();
        Future<?> keys = callers.submit(instances::changeKeysUntilInterrupted);
        disturb(instances, broker, journal);
        for (Future<?> end : ends) {
          end.get(30, TimeUnit.MINUTES);
        }
        keys.cancel(true);
      } finally {
        instances.close();
      }
      System.out.println("figure: zero loss: " + journal);
      assertThat(journal.count(Journal.State.WRITTEN)).isGreaterThan(RECORDS / 2);
      assertThat(journal.retries(503)).as("callers met the broker's absence").isPositive();
      assertThat(journal.retries(429)).as("callers met the quota").isPositive();
      assertThat(journal.findings(broker)).isEmpty();
    } finally {
      callers.shutdownNow();
    }
  }

  private static void disturb(Instances instances, TestBroker broker, Journal journal)
      throws InterruptedException {
    int events = DRAINS + RESTARTS;
    for (int i = 1; i <= events; i++) {
      int due = RECORDS * i / (events + 1);
      await().atMost(Duration.ofMinutes(30)).until(() -> journal.begun() >= due);
      if (i % (events / RESTARTS) == 1) {
        broker.stop();
        // Longer than Kafka's client tries: there are open outcomes, and then refusals.
        TimeUnit.SECONDS.sleep(12);
        broker.restart();
      } else {
        instances.replaceOne();
      }
    }
  }

  /** Two instances as a Service would lead to them; one is replaced as in a rollout. */
  static final class Instances {
    private static final int TIGHT_QUOTA_ONE_IN = 10;
    private static final Quota TIGHT_QUOTA =
        new Quota(OptionalInt.of(50), OptionalLong.empty(), OptionalInt.empty());

    private final Path directory;
    private final String bootstrapServers;
    private final ExecutorService drains = Executors.newCachedThreadPool();
    private final RuntimeFixture[] live = new RuntimeFixture[2];
    private final long[] revision = {1, 1};
    private int made;

    Instances(Path directory, String bootstrapServers) {
      this.directory = directory;
      this.bootstrapServers = bootstrapServers;
      live[0] = start();
      live[1] = start();
    }

    synchronized RuntimeFixture any(Random random) {
      return live[random.nextInt(live.length)];
    }

    void replaceOne() {
      RuntimeFixture next = start();
      RuntimeFixture former;
      synchronized (this) {
        int index = made % live.length;
        former = live[index];
        live[index] = next;
        revision[index] = 1;
      }
      drains.submit(
          () -> {
            former.runtime().drain();
            return null;
          });
    }

    void changeKeysUntilInterrupted() {
      Random random = new Random(0);
      while (!Thread.interrupted()) {
        synchronized (this) {
          for (int i = 0; i < live.length; i++) {
            KeyEntry[] entries = new KeyEntry[1 + random.nextInt(50)];
            KeyEntry own = KeyTables.entry(live[i].key, Role.EDITOR, RuntimeFixture.TOPIC);
            boolean limited = random.nextInt(TIGHT_QUOTA_ONE_IN) == 0;
            entries[0] = limited ? KeyTables.limited(own, TIGHT_QUOTA) : own;
            for (int j = 1; j < entries.length; j++) {
              ApiKey other = KeyTables.mint();
              entries[j] = KeyTables.entry(other, Role.EDITOR, "other");
            }
            live[i].push(++revision[i], entries);
          }
        }
        try {
          TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    private synchronized RuntimeFixture start() {
      return new RuntimeFixture(directory.resolve("instance-" + made++))
          .withDrainSeconds(3)
          .files(bootstrapServers)
          .start()
          .awaitReady();
    }

    void close() throws InterruptedException {
      drains.shutdown();
      assertThat(drains.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
      for (RuntimeFixture instance : live) {
        instance.close();
      }
    }
  }

  /** Sends one number after the other, each until it has an answer, and now and then hangs up. */
  private record HastyCaller(Instances instances, Journal journal, Random random)
      implements Runnable {
    private static final int ABORT_ONE_IN = 50;

    @Override
    public void run() {
      RuntimeFixture instance = instances.any(random);
      LineConnection connection = null;
      int number = journal.begin();
      while (number >= 0) {
        try {
          if (connection == null) {
            instance = instances.any(random);
            connection = LineConnection.to(instance);
          }
        } catch (IOException e) {
          // A Service would have led elsewhere by now.
          pause();
          continue;
        }
        Journal.Answer answer = produce(connection, instance, number);
        if (answer.closes()) {
          connection.close();
          connection = null;
        }
        if (answer.state() == Journal.State.AGAIN) {
          journal.again(answer);
          pause();
        } else {
          journal.end(number, answer);
          number = journal.begin();
        }
      }
      if (connection != null) {
        connection.close();
      }
    }

    private Journal.Answer produce(LineConnection connection, RuntimeFixture instance, int number) {
      byte[] body = Journal.record(number, random.nextInt(1500));
      boolean chunked = random.nextInt(4) == 0;
      byte[] request = connection.request(instance, body, chunked);
      boolean abort = random.nextInt(ABORT_ONE_IN) == 0;
      int sent = abort ? random.nextInt(request.length + 1) : request.length;
      try {
        connection.send(request, sent);
        return abort ? Journal.Answer.HUNG_UP : connection.answer();
      } catch (IOException e) {
        return Journal.Answer.NONE;
      }
    }

    private void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(20 + random.nextInt(100));
      } catch (InterruptedException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }
  }
}
