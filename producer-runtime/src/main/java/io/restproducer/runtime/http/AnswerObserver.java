package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal.Reason;

/**
 * Told of each handshake and once of each request's end, on the I/O thread: it must neither block
 * nor throw.
 */
public interface AnswerObserver {
  /** Tells nobody. */
  AnswerObserver NONE =
      new AnswerObserver() {
        @Override
        public void handshaken() {}

        @Override
        public void written(long nanos) {}

        @Override
        public void partlyWritten() {}

        @Override
        public void alive() {}

        @Override
        public void described(boolean known) {}

        @Override
        public void refused(Reason reason) {}

        @Override
        public void abandoned() {}
      };

  /** A connection's TLS handshake is done. */
  void handshaken();

  /** 200: what was sent is acknowledged, {@code nanos} after the request's head was read. */
  void written(long nanos);

  /** 207: some records of a batch are written, others not. */
  void partlyWritten();

  /** 200 without a record: the path for health checks. */
  void alive();

  /** 200 with what anybody may read; 304 if what the caller has is the same ({@code known}). */
  void described(boolean known);

  /** Any other answer. */
  void refused(Reason reason);

  /** The client went away while it was sending: there is no answer. */
  void abandoned();
}
