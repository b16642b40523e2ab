package io.restproducer.operator.pki;

import java.util.Arrays;

/** The end of a request in DER: new lines and the padding of a last record go, nothing else may. */
final class CsrPadding {
  private CsrPadding() {}

  static byte[] without(byte[] content) throws RefusedCsr {
    DerElement request = DerElement.first(content);
    if (request.tag() != DerElement.SEQUENCE) {
      throw DerElement.malformed();
    }
    if (request.length() > content.length) {
      throw new RefusedCsr(
          CsrReason.TRUNCATED,
          "the request says that it has %d bytes, and %d came; send the whole file"
              .formatted(request.length(), content.length));
    }
    byte[] rest = Arrays.copyOfRange(content, request.length(), content.length);
    for (byte end : rest) {
      if (!isPadding(end)) {
        throw trailing(rest);
      }
    }
    return request.bytes();
  }

  /** NUL, tab, LF, CR, end of file, blank, and EBCDIC's new line, line feed and blank. */
  private static boolean isPadding(byte end) {
    return switch (end) {
      case 0, 0x09, 0x0a, 0x0d, 0x1a, 0x20, 0x15, 0x25, 0x40 -> true;
      default -> false;
    };
  }

  private static RefusedCsr trailing(byte[] rest) {
    return rest[0] == DerElement.SEQUENCE ? CsrArmour.several() : CsrArmour.trailing(rest.length);
  }
}
