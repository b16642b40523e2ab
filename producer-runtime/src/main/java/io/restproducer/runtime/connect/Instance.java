package io.restproducer.runtime.connect;

import io.restproducer.runtime.limits.SizeLimits;

/**
 * What the page tells of this instance that holds for its whole life.
 *
 * @param name of the RestProducer
 * @param sizes of a key and a message
 * @param maxBatchSize bytes of a body that is a batch
 */
public record Instance(String name, SizeLimits sizes, int maxBatchSize) {}
