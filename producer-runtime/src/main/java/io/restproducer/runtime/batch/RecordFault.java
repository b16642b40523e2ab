package io.restproducer.runtime.batch;

import com.fasterxml.jackson.core.JsonParser;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** The first fault of a record: what comes after it is read on, and not told. */
final class RecordFault {
  private final JsonParser parser;
  private Optional<Refusal> first = Optional.empty();

  RecordFault(JsonParser parser) {
    this.parser = parser;
  }

  Optional<Refusal> first() {
    return first;
  }

  void is(Refusal refusal) {
    first = first.or(() -> Optional.of(refusal));
  }

  void wrong(String why) {
    is(Refusal.of(Reason.MALFORMED, why));
  }

  /** As {@link #wrong}, and goes to the end of the current value. */
  void skip(String why) throws IOException {
    parser.skipChildren();
    wrong(why);
  }

  /** The bytes of the current string; none, and a fault of {@code field}, if it is no base64. */
  byte[] base64(String field) throws IOException {
    try {
      return Base64.getDecoder().decode(parser.getText());
    } catch (IllegalArgumentException e) {
      wrong("\"%s\" is not in base64.".formatted(field));
      return new byte[0];
    }
  }
}
