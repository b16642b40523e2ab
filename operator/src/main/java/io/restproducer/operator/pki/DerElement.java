package io.restproducer.operator.pki;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Primitive;

/**
 * One element of strict DER and where it lies. It is looked through before Bouncy Castle sees it:
 * lengths that lie or nesting without end must never reach a recursive parser.
 */
final class DerElement {
  static final int INTEGER = 0x02;
  static final int BIT_STRING = 0x03;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;
  static final int CONTEXT_0 = 0xa0;

  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;
  private static final int MAX_DEPTH = 24;

  private final byte[] in;
  private final int start;
  private final int content;
  private final int end;

  private DerElement(byte[] in, int start, int content, int end) {
    this.in = in;
    this.start = start;
    this.content = content;
    this.end = end;
  }

  /** The element that begins with {@code in}; its length may go beyond what is there. */
  static DerElement first(byte[] in) throws RefusedCsr {
    return at(in, 0);
  }

  /**
   * {@code der}, which is one element in strict DER through and through, as Bouncy Castle has it.
   */
  static ASN1Primitive parse(byte[] der) throws RefusedCsr {
    DerElement whole = at(der, 0);
    if (whole.end != der.length) {
      throw malformed();
    }
    whole.checkInside(0);
    try {
      return ASN1Primitive.fromByteArray(der);
    } catch (java.io.IOException | RuntimeException e) {
      throw malformed();
    }
  }

  int tag() {
    return in[start] & 0xff;
  }

  /** How long the element claims to be, header included. */
  int length() {
    return end - start;
  }

  byte[] bytes() {
    return Arrays.copyOfRange(in, start, end);
  }

  /** The elements inside; none when it is not made of elements. */
  List<DerElement> children() throws RefusedCsr {
    List<DerElement> children = new ArrayList<>();
    if ((tag() & CONSTRUCTED) != 0) {
      for (int at = content; at < end; at = children.get(children.size() - 1).end) {
        DerElement child = at(in, at);
        if (child.end > end) {
          throw malformed();
        }
        children.add(child);
      }
    }
    return children;
  }

  private void checkInside(int depth) throws RefusedCsr {
    if (depth > MAX_DEPTH) {
      throw malformed();
    }
    for (DerElement child : children()) {
      child.checkInside(depth + 1);
    }
  }

  private static DerElement at(byte[] in, int start) throws RefusedCsr {
    if (in.length - start < 2 || (in[start] & LONG_TAG) == LONG_TAG) {
      throw malformed();
    }
    int first = in[start + 1] & 0xff;
    if (first < 0x80) {
      return new DerElement(in, start, start + 2, start + 2 + first);
    }
    int digits = first & 0x7f;
    if (digits == 0 || digits > 3 || in.length - start - 2 < digits) {
      throw malformed();
    }
    int length = 0;
    for (int i = 0; i < digits; i++) {
      length = length << 8 | in[start + 2 + i] & 0xff;
    }
    if (length < 0x80 || length >>> 8 * (digits - 1) == 0) {
      throw malformed();
    }
    int content = start + 2 + digits;
    return new DerElement(in, start, content, content + length);
  }

  static RefusedCsr malformed() {
    return new RefusedCsr(
        CsrReason.MALFORMED,
        "the request is not a PKCS#10 request in DER; make a new one, and send it as it was made");
  }
}
