package io.restproducer.operator.kafka;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * Which wanted settings a topic lacks. Kafka gives values back in its own spelling ("0.50" comes
 * back as "0.5"), which must not look like a difference, or every look at a topic would write.
 */
final class ConfigDifference {
  private ConfigDifference() {}

  static Map<String, String> between(Map<String, String> wanted, Config present) {
    Map<String, String> missing = new TreeMap<>();
    wanted.forEach(
        (key, value) -> {
          ConfigEntry entry = present.get(key);
          if (entry == null || entry.value() == null || !same(value, entry.value())) {
            missing.put(key, value);
          }
        });
    return missing;
  }

  private static boolean same(String wanted, String present) {
    return list(wanted).equals(list(present))
        || isBoolean(wanted) && wanted.strip().equalsIgnoreCase(present)
        || sameNumber(wanted, present);
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",")).map(String::strip).toList();
  }

  private static boolean isBoolean(String value) {
    return value.strip().equalsIgnoreCase("true") || value.strip().equalsIgnoreCase("false");
  }

  private static boolean sameNumber(String wanted, String present) {
    try {
      return new BigDecimal(wanted.strip()).compareTo(new BigDecimal(present.strip())) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
