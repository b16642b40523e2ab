package io.restproducer.runtime.produce;

/** Told of each record that the brokers acknowledged: it must neither block nor throw. */
@FunctionalInterface
public interface WriteObserver {
  /**
   * One more record is written.
   *
   * @param bytes of its key and its value
   * @param nanos since it was first offered to the producer
   */
  void acknowledged(int bytes, long nanos);
}
