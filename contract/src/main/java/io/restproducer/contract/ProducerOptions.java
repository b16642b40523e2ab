package io.restproducer.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The closed list of Kafka producer options that may be set; what would lose records is not. */
public final class ProducerOptions {
  private static final Set<String> ALLOWED =
      new TreeSet<>(
          Set.of(
              "acks",
              "batch.size",
              "client.dns.lookup",
              "compression.type",
              "delivery.timeout.ms",
              "linger.ms",
              "metadata.max.age.ms",
              "reconnect.backoff.max.ms",
              "reconnect.backoff.ms",
              "request.timeout.ms"));
  private static final Set<String> NUMBERS =
      Set.of(
          "batch.size",
          "delivery.timeout.ms",
          "linger.ms",
          "metadata.max.age.ms",
          "reconnect.backoff.max.ms",
          "reconnect.backoff.ms",
          "request.timeout.ms");
  private static final Set<String> COMPRESSIONS = Set.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final Set<String> LOOKUPS =
      Set.of("use_all_dns_ips", "resolve_canonical_bootstrap_servers_only");

  private ProducerOptions() {}

  /** The names on the list, in order. */
  public static Set<String> allowed() {
    return Collections.unmodifiableSet(ALLOWED);
  }

  /**
   * What is wrong with {@code options}, each with what to write instead; empty when nothing is.
   *
   * @param options values by their Kafka names
   */
  public static List<String> problems(Map<String, String> options) {
    List<String> problems = new ArrayList<>();
    new TreeMap<>(options).forEach((name, value) -> check(name, value, problems));
    long delivery = number(options, "delivery.timeout.ms", 10_000);
    long needed = number(options, "request.timeout.ms", 5_000) + number(options, "linger.ms", 0);
    if (delivery >= 0 && needed >= 0 && delivery < needed) {
      problems.add(
          "kafka.producer: delivery.timeout.ms (%d) must be at least linger.ms + request.timeout.ms (%d)"
              .formatted(delivery, needed));
    }
    return problems;
  }

  private static void check(String name, String value, List<String> problems) {
    if (!ALLOWED.contains(name)) {
      problems.add("kafka.producer: " + name + " may not be set; these may: " + ALLOWED);
    } else if (name.equals("acks") && !Set.of("all", "-1", "1").contains(value)) {
      problems.add("kafka.producer: acks must be all or 1, not " + value);
    } else if (name.equals("compression.type") && !COMPRESSIONS.contains(value)) {
      problems.add("kafka.producer: compression.type must be one of " + COMPRESSIONS);
    } else if (name.equals("client.dns.lookup") && !LOOKUPS.contains(value)) {
      problems.add("kafka.producer: client.dns.lookup must be one of " + LOOKUPS);
    } else if (NUMBERS.contains(name) && !value.matches("\\d{1,9}")) {
      problems.add("kafka.producer: " + name + " must be a whole number, not " + value);
    }
  }

  private static long number(Map<String, String> options, String name, long ifAbsent) {
    String value = options.getOrDefault(name, Long.toString(ifAbsent));
    return value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
  }
}
