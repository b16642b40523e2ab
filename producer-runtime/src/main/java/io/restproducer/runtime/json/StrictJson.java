package io.restproducer.runtime.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * How JSON of callers is read (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>): in
 * strict UTF-8, which Jackson's own decoder is not, and bounded in depth and in names.
 */
public final class StrictJson {
  /** Levels of a value. */
  public static final int DEEPEST = 500;

  /** In characters; the parser holds a name several times. */
  public static final int LONGEST_NAME = 65_536;

  private StrictJson() {}

  /**
   * Parsers for text whose values are as deep as {@link #DEEPEST}.
   *
   * @param around levels that are around the values
   */
  public static JsonFactory parsers(int around) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST + around)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(LONGEST_NAME)
                .maxNumberLength(Integer.MAX_VALUE)
                .build())
        // Names are the caller's: they must neither fill a table of ours nor collide in it.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .build();
  }

  /** The characters of {@code utf8}, which fails when it is not UTF-8. */
  public static Reader reader(InputStream utf8) {
    return new InputStreamReader(utf8, decoder());
  }

  /**
   * The text of {@code utf8}; its encoding gives the same bytes.
   *
   * @throws CharacterCodingException if it is not UTF-8
   */
  public static String text(byte[] utf8) throws CharacterCodingException {
    return decoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  /**
   * The bytes of {@code text} in UTF-8.
   *
   * @throws CharacterCodingException if it holds half of a surrogate pair
   */
  public static byte[] bytes(String text) throws CharacterCodingException {
    ByteBuffer buffer =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /**
   * Makes sure that four hexadecimal digits follow each {@code \\u}. Jackson looks at the lower
   * half of a character only, and would take U+0263 for a c.
   *
   * @param json what Jackson has taken, in UTF-8
   * @throws IOException if other characters follow one
   */
  public static void checkEscapes(byte[] json) throws IOException {
    for (int i = 0; i < json.length; i++) {
      if (json[i] == '\\' && json[++i] == 'u') {
        for (int end = i + 4; i < end; i++) {
          if (!HexFormat.isHexDigit(json[i + 1])) {
            throw new WrongEscape(new String(json, 0, i + 1, StandardCharsets.UTF_8).length());
          }
        }
      }
    }
  }

  /**
   * Why bytes were not taken as JSON, in words that quote nothing of them.
   *
   * @param failure of {@link #reader}, {@link #text}, {@link #checkEscapes} or a parser of {@link
   *     #parsers}
   * @throws UncheckedIOException if it says nothing about the bytes
   */
  public static String fault(IOException failure) {
    if (failure instanceof StreamConstraintsException) {
      return "it is nested deeper than %d levels or has a name of more than %d characters"
          .formatted(DEEPEST, LONGEST_NAME);
    }
    if (failure instanceof JsonProcessingException processing) {
      // Jackson's own text quotes what was sent.
      return wrongAt(Math.max(0, processing.getLocation().getCharOffset()));
    }
    if (failure instanceof WrongEscape escape) {
      return wrongAt(escape.character);
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not in UTF-8";
    }
    throw new UncheckedIOException("bytes in memory were not read", failure);
  }

  /** Whether {@code text} can be written in UTF-8: it holds no half of a surrogate pair. */
  public static boolean isText(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String wrongAt(long character) {
    return "it breaks off or goes wrong at character %d".formatted(character);
  }

  private static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static final class WrongEscape extends IOException {
    private final int character;

    WrongEscape(int character) {
      this.character = character;
    }
  }
}
