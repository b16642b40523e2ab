package io.restproducer.dev.kafka;

import java.util.Map;

/**
 * A second way into the broker, one that asks for TLS or an account.
 *
 * @param protocol {@code SSL}, {@code SASL_SSL} or {@code SASL_PLAINTEXT}
 * @param settings of this listener, by Kafka's names without the prefix {@code listener.name.…}
 */
public record SecuredListener(String protocol, Map<String, String> settings) {
  public SecuredListener {
    settings = Map.copyOf(settings);
  }
}
