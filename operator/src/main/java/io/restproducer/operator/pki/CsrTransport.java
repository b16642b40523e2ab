package io.restproducer.operator.pki;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes a request out of whatever it travelled in: text of any encoding, PEM, base64, DER. It must
 * never judge what the request says.
 */
final class CsrTransport {
  /** Bytes of a file, or of a text that is no base64. */
  static final int LIMIT = 16 * 1024;

  /** Characters of a text: a file of the largest size in base64, with its line ends. */
  static final int TEXT_LIMIT = 22 * 1024;

  /**
   * What a text may be written in; EBCDIC 1047 has letters and digits where all EBCDIC has them.
   */
  private static final List<Charset> CHARSETS =
      List.of(
          StandardCharsets.UTF_8,
          StandardCharsets.UTF_16LE,
          StandardCharsets.UTF_16BE,
          Charset.forName("IBM1047"));

  /** A field in base64 of a file that is itself bare base64. */
  private static final int BASE64_LAYERS = 2;

  private static final int NO_TEXT = 0x7f;

  private CsrTransport() {}

  /** The DER of the one request in {@code text}. */
  static byte[] der(String text) throws RefusedCsr {
    if (text.length() > TEXT_LIMIT) {
      throw new RefusedCsr(
          CsrReason.TOO_LARGE,
          "the request has %d characters, at most %d are allowed (%d bytes in base64); send one request and nothing else"
              .formatted(text.length(), TEXT_LIMIT, LIMIT));
    }
    if (Base64Text.decode(text).isEmpty()) {
      checkSize(text.getBytes(StandardCharsets.UTF_8).length);
    }
    return ofTexts(List.of(text), BASE64_LAYERS);
  }

  /** The same of a file. */
  static byte[] der(byte[] content) throws RefusedCsr {
    checkSize(content.length);
    return ofBytes(content, BASE64_LAYERS);
  }

  private static void checkSize(int bytes) throws RefusedCsr {
    if (bytes > LIMIT) {
      throw new RefusedCsr(
          CsrReason.TOO_LARGE,
          "the request has %d bytes, at most %d are allowed; send one request and nothing else"
              .formatted(bytes, LIMIT));
    }
  }

  private static byte[] ofBytes(byte[] content, int layers) throws RefusedCsr {
    if (isDer(content)) {
      return CsrPadding.without(content);
    }
    List<String> texts = new ArrayList<>();
    for (Charset charset : CHARSETS) {
      texts.add(new String(content, charset));
    }
    return ofTexts(texts, layers);
  }

  /** A SEQUENCE that is long, as no text goes on, or begins with an INTEGER, as small keys do. */
  private static boolean isDer(byte[] content) {
    return content.length > 2
        && content[0] == DerElement.SEQUENCE
        && ((content[1] & 0xff) >= NO_TEXT || content[2] == DerElement.INTEGER);
  }

  /** The same text, or the same bytes read in several encodings of which one may be right. */
  private static byte[] ofTexts(List<String> texts, int layers) throws RefusedCsr {
    for (String text : texts) {
      if (Base64Text.withoutBlanks(text).isEmpty()) {
        throw new RefusedCsr(CsrReason.EMPTY, "the request is empty; send a PKCS#10 request");
      }
      if (CsrArmour.isIn(text)) {
        return CsrPadding.without(CsrArmour.content(text));
      }
    }
    if (layers > 0) {
      for (String text : texts) {
        Optional<byte[]> decoded = Base64Text.decode(text);
        if (decoded.isPresent()) {
          checkSize(decoded.get().length);
          return ofBytes(decoded.get(), layers - 1);
        }
      }
    }
    throw new RefusedCsr(
        CsrReason.NOT_PEM,
        "the request is neither PEM nor DER nor base64 of either; send the file that the program"
            + " which made the request wrote, in base64 if it is not plain text");
  }
}
