package io.restproducer.runtime;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Which number had which answer, and whether the topic agrees. */
final class Journal {
  private static final int MOST_FINDINGS = 20;

  private final int numbers;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, AtomicInteger> retries = new ConcurrentSkipListMap<>();
  private final Answer[] answers;

  Journal(int numbers) {
    this.numbers = numbers;
    this.answers = new Answer[numbers];
  }

  enum State {
    /** 200. */
    WRITTEN,
    /** 408 with an open outcome. */
    UNKNOWN,
    /** 429, 503 or another 408, which promise that nothing was written. */
    AGAIN,
    /** The caller's own doing. */
    HUNG_UP,
    /** The connection ended without an answer. */
    UNANSWERED,
    /** Any other status. */
    REFUSED
  }

  record Answer(State state, int status, int partition, long offset, boolean closes) {
    static final Answer HUNG_UP = new Answer(State.HUNG_UP, 0, -1, -1, true);
    static final Answer NONE = new Answer(State.UNANSWERED, 0, -1, -1, true);

    static Answer of(int status, String body, boolean closes) {
      if (status == 200) {
        Json metadata = Json.parse(body).at("metadata");
        return new Answer(
            State.WRITTEN,
            status,
            (int) metadata.at("partition").number(),
            metadata.at("offset").number(),
            closes);
      }
      boolean unknown = status == 408 && body.contains("\"outcome\":\"unknown\"");
      boolean again = status == 429 || status == 503 || status == 408;
      State state = unknown ? State.UNKNOWN : again ? State.AGAIN : State.REFUSED;
      return new Answer(state, status, -1, -1, closes);
    }
  }

  /** A record that carries {@code number}. */
  static byte[] record(int number, int padding) {
    return ByteBuffer.allocate(12 + padding).putLong(number).array();
  }

  /** The next number to be sent; negative when there is none. */
  int begin() {
    int number = next.getAndIncrement();
    return number < numbers ? number : -1;
  }

  int begun() {
    return next.get();
  }

  void again(Answer answer) {
    retries.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
  }

  /** How often an answer of {@code status} promised that nothing was written. */
  int retries(int status) {
    return retries.getOrDefault(status, new AtomicInteger()).get();
  }

  void end(int number, Answer answer) {
    answers[number] = answer;
  }

  long count(State state) {
    return Arrays.stream(answers).filter(answer -> answer.state() == state).count();
  }

  /** What is not as the answers say, in words. */
  List<String> findings(TestBroker broker) {
    List<String> findings = new ArrayList<>();
    int[] copies = new int[numbers];
    broker.forEach(RuntimeFixture.TOPIC, record -> check(record, copies, findings));
    for (int number = 0; number < numbers; number++) {
      Answer answer = answers[number];
      boolean wrong =
          switch (answer.state()) {
            case WRITTEN -> copies[number] != 1;
            case UNKNOWN, HUNG_UP -> copies[number] > 1;
            case UNANSWERED, AGAIN, REFUSED -> copies[number] != 0;
          };
      if ((wrong || answer.state() == State.REFUSED) && findings.size() < MOST_FINDINGS) {
        findings.add("%d is there %d times: %s".formatted(number, copies[number], answer));
      }
    }
    return findings;
  }

  private void check(ConsumerRecord<byte[], byte[]> record, int[] copies, List<String> findings) {
    int number = (int) ByteBuffer.wrap(record.value()).getLong();
    copies[number]++;
    Answer answer = answers[number];
    boolean elsewhere =
        answer.state() == State.WRITTEN
            && (answer.partition() != record.partition() || answer.offset() != record.offset());
    if (elsewhere && findings.size() < MOST_FINDINGS) {
      findings.add(
          "%d is at %d/%d: %s".formatted(number, record.partition(), record.offset(), answer));
    }
  }

  @Override
  public String toString() {
    Map<State, Long> counts = new EnumMap<>(State.class);
    for (State state : State.values()) {
      counts.put(state, count(state));
    }
    counts.remove(State.AGAIN);
    return numbers + " records: " + counts + ", again after " + retries;
  }
}
