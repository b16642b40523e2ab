package io.restproducer.operator.producer;

import io.restproducer.crds.RestProducerSpec;

/**
 * How a pod leaves: it sleeps while proxies forget it, serves on for the drain window, then ends
 * what is in flight. All in seconds.
 */
record Drain(int sleep, int window, int gracePeriod) {
  private static final int SLEEP = 5;
  private static final int WINDOW = 15;

  /** For answers that are still owed after that; a pod that is done ends at once. */
  private static final int MARGIN = 20;

  private static final int DELIVERY_TIMEOUT_MS = 10_000;

  /** In-flight records may take the producer's whole delivery time after the window. */
  static Drain of(RestProducerSpec spec) {
    String configured = Rules.producerOptions(spec).get("delivery.timeout.ms");
    int delivery = configured == null ? DELIVERY_TIMEOUT_MS : Integer.parseInt(configured);
    int deliverySeconds = (delivery + 999) / 1000;
    return new Drain(SLEEP, WINDOW, SLEEP + WINDOW + deliverySeconds + MARGIN);
  }
}
