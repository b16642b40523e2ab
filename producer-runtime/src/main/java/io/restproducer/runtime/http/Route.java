package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes, decided on the raw path: no decoding, no dot segments, no path parameters.
 */
sealed interface Route {
  /** One record for {@code topic}, whose name is legal in Kafka. */
  record Produce(String topic) implements Route {}

  /** The health path of old clients. */
  record Alive() implements Route {}

  /** A path that exists, asked with another method than {@code allowed}. */
  record WrongMethod(String allowed) implements Route {
    Refusal refusal() {
      return Refusal.of(Reason.WRONG_METHOD, "This path answers %s only.".formatted(allowed));
    }
  }

  /** {@code /topics/{topic}/records} with a name that no Kafka topic can have. */
  record IllegalTopic() implements Route {
    Refusal refusal() {
      return Refusal.of(
          Reason.MALFORMED,
          "A topic name has 1 to 249 characters of A-Z, a-z, 0-9, '.', '_', '-', unescaped, and is"
              + " not '.' or '..'.");
    }
  }

  /** Nothing is there. */
  record Nowhere() implements Route {
    Refusal refusal() {
      return Refusal.of(
          Reason.NO_SUCH_PATH, "There is no such path. Records go to /topics/{topic}/records.");
    }
  }

  Pattern RECORDS = Pattern.compile("/topics/([^/]*)/records");
  Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

  static Route of(HttpString method, String path) {
    if (path.equals("/alive")) {
      return method.equals(Methods.GET) ? new Alive() : new WrongMethod("GET");
    }
    Matcher matcher = RECORDS.matcher(path);
    if (!matcher.matches()) {
      return new Nowhere();
    }
    if (!method.equals(Methods.POST)) {
      return new WrongMethod("POST");
    }
    String topic = matcher.group(1);
    return TOPIC.matcher(topic).matches() ? new Produce(topic) : new IllegalTopic();
  }
}
