package io.restproducer.runtime.manage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.restproducer.runtime.http.AnswerObserver;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.EnumMap;
import java.util.Map;

/** Handshakes and answers of one listener, counted without allocating anything. */
final class AnswerCounters implements AnswerObserver {
  static final String LISTENER = "listener";

  private final MeterRegistry registry;
  private final String listener;
  private final FixedHistogram durations;
  private final Map<Reason, Counter> refused = new EnumMap<>(Reason.class);
  private final Counter handshakes;
  private final Counter written;
  private final Counter partlyWritten;
  private final Counter alive;
  private final Counter described;
  private final Counter descriptionKnown;
  private final Counter abandoned;

  /**
   * Counters at 0.
   *
   * @param listener label of its kind
   * @param durations of requests that were written, on whatever listener
   */
  AnswerCounters(MeterRegistry registry, String listener, FixedHistogram durations) {
    this.registry = registry;
    this.listener = listener;
    this.durations = durations;
    for (Reason reason : Reason.values()) {
      refused.put(reason, requests(reason.status(), reason.name()));
    }
    handshakes = counter("restproducer.handshakes", "TLS handshakes that were completed");
    written = requests(200, "WRITTEN");
    partlyWritten = requests(207, "PARTLY_WRITTEN");
    alive = requests(200, "ALIVE");
    described = requests(200, "DESCRIPTION");
    descriptionKnown = requests(304, "DESCRIPTION");
    abandoned =
        counter(
            "restproducer.requests.abandoned",
            "Requests whose client went away before all of it had come");
  }

  @Override
  public void handshaken() {
    handshakes.increment();
  }

  @Override
  public void written(long nanos) {
    written.increment();
    durations.record(nanos);
  }

  @Override
  public void partlyWritten() {
    partlyWritten.increment();
  }

  @Override
  public void described(boolean known) {
    (known ? descriptionKnown : described).increment();
  }

  @Override
  public void alive() {
    alive.increment();
  }

  @Override
  public void refused(Reason reason) {
    refused.get(reason).increment();
  }

  @Override
  public void abandoned() {
    abandoned.increment();
  }

  long count(Reason reason) {
    return (long) refused.get(reason).count();
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name)
        .description(description)
        .tag(LISTENER, listener)
        .register(registry);
  }

  private Counter requests(int status, String reason) {
    return Counter.builder("restproducer.requests")
        .description("Answered requests")
        .tag("status", Integer.toString(status))
        .tag("reason", reason)
        .tag(LISTENER, listener)
        .register(registry);
  }
}
