package io.restproducer.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.undertow.util.BadRequestException;
import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A head that is let through means the same to Undertow, however it comes in. */
class HeadSyntaxFuzzTest {
  @FuzzTest
  void head(byte[] input) {
    HeadSyntax syntax = read(input, input.length);
    for (int piece = 1; piece < 4; piece++) {
      HeadSyntax pieces = read(input, piece);
      assertThat(pieces.isWhole()).isEqualTo(syntax.isWhole());
      assertThat(pieces.beyond()).isEqualTo(syntax.beyond());
    }
    if (syntax.isWhole()) {
      int length = input.length - syntax.beyond();
      String head = new String(input, 0, length, ISO_8859_1);
      assertThat(head).endsWith("\r\n\r\n");
      meansTheSameToUndertow(input, head, input.length);
      meansTheSameToUndertow(input, head, 1);
    }
  }

  private static void meansTheSameToUndertow(byte[] input, String head, int piece) {
    Optional<UndertowParser.Head> understood;
    try {
      understood = UndertowParser.read(input, piece);
    } catch (BadRequestException e) {
      return;
    }
    assertThat(understood).as("read to its end").isPresent();
    UndertowParser.Head undertow = understood.orElseThrow();
    assertThat(undertow.length()).as("the end").isEqualTo(head.length());
    String[] lines = head.split("\r\n");
    assertThat(undertow.exchange().getRequestMethod() + " ").isEqualTo(method(lines[0]) + " ");
    assertThat(lines[0]).endsWith(" " + undertow.exchange().getProtocol());
    assertThat(fields(undertow.exchange().getRequestHeaders())).isEqualTo(fields(lines));
  }

  private static String method(String requestLine) {
    return requestLine.substring(0, requestLine.indexOf(' '));
  }

  private static Map<String, List<String>> fields(String[] lines) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String value = blanksAsOne(lines[i].substring(colon + 1)).strip();
      fields.computeIfAbsent(lines[i].substring(0, colon), any -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static Map<String, List<String>> fields(HeaderMap headers) {
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        values ->
            fields.put(
                values.getHeaderName().toString(),
                values.stream().map(HeadSyntaxFuzzTest::blanksAsOne).toList()));
    return fields;
  }

  /** Undertow makes one of several blanks inside a value, which no field that is read here has. */
  private static String blanksAsOne(String value) {
    return value.replaceAll("[ \t]+", " ");
  }

  private static HeadSyntax read(byte[] bytes, int piece) {
    HeadSyntax syntax = new HeadSyntax();
    for (int from = 0; from < bytes.length; from += piece) {
      syntax.read(ByteBuffer.wrap(bytes), from, Math.min(bytes.length, from + piece));
    }
    return syntax;
  }
}
