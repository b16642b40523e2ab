package io.restproducer.runtime.http;

import io.restproducer.runtime.connect.StaticContent;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes, decided on the raw path: no decoding, no dot segments, no path parameters.
 */
sealed interface Route {
  /** A record or a batch for {@code topic}, whose name is legal in Kafka. */
  record Records(String topic) implements Route {}

  /** A batch, on a path of other REST proxies; {@code partition} is that of all its records. */
  record Batch(String topic, OptionalInt partition) implements Route {}

  /** The health path of old clients. */
  record Alive() implements Route {}

  /** What anybody may read. */
  record Reading(StaticContent content) implements Route {}

  /** A path that exists, asked with another method than {@code allowed}. */
  record WrongMethod(String allowed) implements Route {
    Refusal refusal() {
      return Refusal.of(Reason.WRONG_METHOD, "This path answers %s only.".formatted(allowed));
    }
  }

  /** A path with a name that no Kafka topic can have. */
  record IllegalTopic() implements Route {
    Refusal refusal() {
      return Refusal.of(
          Reason.MALFORMED,
          "A topic name has 1 to 249 characters of A-Z, a-z, 0-9, '.', '_', '-', unescaped, and is"
              + " not '.' or '..'.");
    }
  }

  /** A path with a partition that is no number. */
  record IllegalPartition() implements Route {
    Refusal refusal() {
      return Refusal.of(
          Reason.MALFORMED, "A partition is a number from 0 to %d.".formatted(Integer.MAX_VALUE));
    }
  }

  /** Nothing is there. */
  record Nowhere() implements Route {
    Refusal refusal() {
      return Refusal.of(
          Reason.NO_SUCH_PATH, "There is no such path. Records go to /topics/{topic}/records.");
    }
  }

  Pattern PATH = Pattern.compile("/topics/([^/]*)(?:/(records)|/partitions/([^/]*))?");
  Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
  Pattern PARTITION = Pattern.compile("[0-9]{1,10}");

  static Route of(HttpString method, String path) {
    if (path.equals("/alive")) {
      return method.equals(Methods.GET) ? new Alive() : new WrongMethod("GET");
    }
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return new Nowhere();
    }
    if (!method.equals(Methods.POST)) {
      return new WrongMethod("POST");
    }
    String topic = matcher.group(1);
    if (!TOPIC.matcher(topic).matches()) {
      return new IllegalTopic();
    }
    return matcher.group(2) == null ? batch(topic, matcher.group(3)) : new Records(topic);
  }

  /** To {@code content}, which lies at a path of its own. */
  static Route to(HttpString method, StaticContent content) {
    return method.equals(Methods.GET) || method.equals(Methods.HEAD)
        ? new Reading(content)
        : new WrongMethod("GET, HEAD");
  }

  private static Route batch(String topic, String partition) {
    if (partition == null) {
      return new Batch(topic, OptionalInt.empty());
    }
    if (!PARTITION.matcher(partition).matches() || Long.parseLong(partition) > Integer.MAX_VALUE) {
      return new IllegalPartition();
    }
    return new Batch(topic, OptionalInt.of(Integer.parseInt(partition)));
  }
}
