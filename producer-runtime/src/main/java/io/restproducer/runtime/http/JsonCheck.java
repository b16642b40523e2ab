package io.restproducer.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.restproducer.runtime.json.StrictJson;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;

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
    } catch (StreamConstraintsException e) {
      throw malformed(
          "it is nested deeper than %d levels or has a name of more than %d characters"
              .formatted(StrictJson.DEEPEST, StrictJson.LONGEST_NAME));
    } catch (JsonProcessingException e) {
      // Jackson's own text quotes what was sent.
      long at = e.getLocation().getCharOffset();
      throw malformed("it breaks off or goes wrong at character %d".formatted(Math.max(0, at)));
    } catch (CharacterCodingException e) {
      throw malformed("it is not in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException("an array was not read", e);
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
