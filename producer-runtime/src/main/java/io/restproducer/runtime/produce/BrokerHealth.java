package io.restproducer.runtime.produce;

import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * What is known of the brokers: how records that were handed over fare, and what the last probe
 * said. Any thread may tell it; it decides when to probe, never how.
 */
final class BrokerHealth {
  private static final long SUSPICIOUS_NANOS = 1_000_000_000L;
  private static final long PROBE_WHEN_QUIET_NANOS = 5_000_000_000L;
  private static final long PROBE_WHEN_DOWN_NANOS = 500_000_000L;

  private final LongSupplier nanoClock;
  private final AtomicInteger waiting = new AtomicInteger();
  private volatile long lastProgress;
  private volatile long lastAcknowledged;
  private volatile boolean acknowledgedOnce;
  private volatile long lastProbe;
  private volatile boolean probed;
  private volatile boolean reachedOnce;
  private volatile String problem = "NotReachedYet";

  BrokerHealth(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Whether Kafka has been reached since the start. */
  boolean reachedOnce() {
    return reachedOnce;
  }

  /** Whether the last probe failed and nothing has been acknowledged since. */
  boolean down() {
    return !problem.isEmpty();
  }

  /** CamelCase word why it is down, else empty. */
  String problem() {
    return problem;
  }

  /** Records that were handed over and have no answer yet. */
  int waiting() {
    return waiting.get();
  }

  void handedOver() {
    if (waiting.getAndIncrement() == 0) {
      lastProgress = nanoClock.getAsLong();
    }
  }

  void takenBack() {
    waiting.decrementAndGet();
  }

  /** A record's answer came; an acknowledgement proves that the brokers are up. */
  void answered(boolean acknowledged) {
    waiting.decrementAndGet();
    if (acknowledged) {
      lastProgress = nanoClock.getAsLong();
      lastAcknowledged = lastProgress;
      acknowledgedOnce = true;
      if (down()) {
        problem = "";
      }
    }
  }

  /** Whether records have waited a second with none acknowledged. */
  boolean suspicious() {
    return waiting.get() > 0 && nanoClock.getAsLong() - lastProgress > SUSPICIOUS_NANOS;
  }

  boolean probeIsDue() {
    if (!probed) {
      return true;
    }
    long since = nanoClock.getAsLong() - lastProbe;
    return since > (down() || suspicious() ? PROBE_WHEN_DOWN_NANOS : PROBE_WHEN_QUIET_NANOS);
  }

  void probeSucceeded() {
    probeEnded();
    reachedOnce = true;
    problem = "";
  }

  /** A probe that failed while records are acknowledged says more of this machine than of Kafka. */
  void probeFailed(String reason) {
    probeEnded();
    if (!acknowledgedOnce || lastProbe - lastAcknowledged > SUSPICIOUS_NANOS) {
      problem = reason;
    }
  }

  private void probeEnded() {
    probed = true;
    lastProbe = nanoClock.getAsLong();
  }

  /** One word for why Kafka was not reached, as it stands in the status. */
  static String reason(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof SslAuthenticationException) {
      return "TlsFailed";
    }
    if (cause instanceof AuthenticationException) {
      return "AuthenticationFailed";
    }
    return cause instanceof AuthorizationException ? "NotAuthorized" : "BrokersUnreachable";
  }
}
