package io.restproducer.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.restproducer.runtime.json.StrictJson;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Whether bytes are one JSON value in UTF-8 (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC
 * 8259</a>). It builds no tree, keeps nothing and changes nothing.
 */
final class JsonCheck {
  private static final JsonFactory JSON = StrictJson.parsers(0);

  private JsonCheck() {}

  /** Refuses {@code body} with the place where it stops being JSON. */
  static void check(byte[] body) throws Refusal {
    try (JsonParser parser = JSON.createParser(StrictJson.reader(new ByteArrayInputStream(body)))) {
      if (parser.nextToken() == null) {
        throw malformed("it is blank");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw malformed("there is more after its first value");
      }
      StrictJson.checkEscapes(body);
    } catch (IOException e) {
      throw malformed(StrictJson.fault(e));
    }
  }

  private static Refusal malformed(String why) {
    return Refusal.of(
        Reason.MALFORMED,
        "The body is declared as JSON and is not taken as such: "
            + why
            + ". Send JSON, or another Content-Type.");
  }
}
