package io.restproducer.runtime.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Whether bytes are one JSON value in UTF-8 (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC
 * 8259</a>). It builds no tree, keeps nothing and changes nothing.
 */
final class JsonCheck {
  static final int DEEPEST = 500;

  /** In characters; the parser holds a name several times. */
  static final int LONGEST_NAME = 65_536;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(LONGEST_NAME)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          // Names are the caller's: they must neither fill a table of ours nor collide in it.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private JsonCheck() {}

  /** Refuses {@code body} with the place where it stops being JSON. */
  static void check(byte[] body) throws Refusal {
    try (JsonParser parser = JSON.createParser(strictUtf8(body))) {
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
              .formatted(DEEPEST, LONGEST_NAME));
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

  /** Jackson's own decoder lets malformed bytes pass. */
  private static Reader strictUtf8(byte[] body) {
    return new InputStreamReader(
        new ByteArrayInputStream(body),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static Refusal malformed(String why) {
    return Refusal.of(
        Reason.MALFORMED,
        "The body is declared as JSON and is not taken as such: "
            + why
            + ". Send JSON, or another Content-Type.");
  }
}
