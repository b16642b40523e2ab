package io.restproducer.runtime.produce;

import io.restproducer.kafka.KafkaAccess;
import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.limits.Capacity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Options of the Kafka clients: ours where they carry a promise, the user's where he may choose.
 */
final class ClientSettings {
  private static final int LEAST_REQUEST_SIZE = 1 << 20;
  private static final String DELIVERY_MILLIS = "10000";

  private ClientSettings() {}

  /** Of the one idempotent producer; {@code max.block.ms=0}: a send never blocks. */
  static Map<String, Object> producer(Settings settings, KafkaAccess access) {
    Map<String, Object> options = common(access, "producer");
    options.put(ProducerConfig.ACKS_CONFIG, "all");
    options.put(ProducerConfig.LINGER_MS_CONFIG, "0");
    options.put(ProducerConfig.BATCH_SIZE_CONFIG, "65536");
    options.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    options.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    options.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "5000");
    options.putAll(settings.kafka().producer());
    options.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, waitsForReplicas(settings));
    options.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0L);
    options.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, 86_400_000L);
    options.put(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.capacity().producerBuffer());
    long largest = Capacity.largestRecord(settings.sizes());
    options.put(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) Math.max(LEAST_REQUEST_SIZE, largest));
    return options;
  }

  /** Of the client that asks for topics, configurations and signs of life. */
  static Map<String, Object> admin(KafkaAccess access) {
    Map<String, Object> options = common(access, "admin");
    options.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    options.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
    return options;
  }

  /** How long a record that was handed over may wait for its answer, and a little more. */
  static Duration longestDelivery(Settings settings) {
    String millis =
        settings
            .kafka()
            .producer()
            .getOrDefault(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
    return Duration.ofMillis(Long.parseLong(millis)).plusSeconds(2);
  }

  /** Whether a record counts as written only when all replicas in sync have it. */
  static boolean waitsForReplicas(Settings settings) {
    return !"1".equals(settings.kafka().producer().get(ProducerConfig.ACKS_CONFIG));
  }

  private static Map<String, Object> common(KafkaAccess access, String role) {
    Map<String, Object> options = new HashMap<>(access.options());
    options.put(CommonClientConfigs.CLIENT_ID_CONFIG, "restproducer-" + role);
    options.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, "50");
    options.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "500");
    options.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, "3000");
    options.put("enable.metrics.push", false);
    return options;
  }
}
