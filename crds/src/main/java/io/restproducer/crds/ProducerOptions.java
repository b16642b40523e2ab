package io.restproducer.crds;

/** The closed list of {@code kafka.producer} and the runtime's defaults, as CEL. */
final class ProducerOptions {
  static final String NAMES =
      "['acks', 'batch.size', 'client.dns.lookup', 'compression.type', 'delivery.timeout.ms',"
          + " 'linger.ms', 'metadata.max.age.ms', 'reconnect.backoff.max.ms',"
          + " 'reconnect.backoff.ms', 'request.timeout.ms']";
  static final String LISTED =
      "acks, batch.size, client.dns.lookup, compression.type, delivery.timeout.ms, linger.ms,"
          + " metadata.max.age.ms, reconnect.backoff.max.ms, reconnect.backoff.ms,"
          + " request.timeout.ms";
  static final String NUMBERS =
      "['batch.size', 'delivery.timeout.ms', 'linger.ms', 'metadata.max.age.ms',"
          + " 'reconnect.backoff.max.ms', 'reconnect.backoff.ms', 'request.timeout.ms']";
  static final String DELIVERY =
      "('delivery.timeout.ms' in self ? int(string(self['delivery.timeout.ms'])) : 10000)";
  static final String REQUEST =
      "('request.timeout.ms' in self ? int(string(self['request.timeout.ms'])) : 5000)";
  static final String LINGER = "('linger.ms' in self ? int(string(self['linger.ms'])) : 0)";

  private ProducerOptions() {}
}
