package io.restproducer.runtime.produce;

/** Where the broker put a record; {@code timestamp} is epoch milliseconds. */
public record Ack(String topic, int partition, long offset, long timestamp) {}
