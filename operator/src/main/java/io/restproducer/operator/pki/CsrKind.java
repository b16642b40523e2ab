package io.restproducer.operator.pki;

import java.util.List;

/** Tells from its shape what some DER is, so that a mistaken file gets the right answer. */
final class CsrKind {
  private CsrKind() {}

  /** Passes what has the outline of PKCS#10. */
  static void check(byte[] der) throws RefusedCsr {
    DerElement whole = DerElement.first(der);
    List<DerElement> parts = whole.tag() == DerElement.SEQUENCE ? whole.children() : List.of();
    if (parts.isEmpty()) {
      throw DerElement.malformed();
    }
    switch (parts.get(0).tag()) {
      // PKCS#1, SEC 1 and PKCS#8 keys, and PKCS#12 stores, begin with their version.
      case DerElement.INTEGER -> throw CsrArmour.privateKey();
      // PKCS#7 and the like.
      case DerElement.OBJECT_IDENTIFIER -> throw CsrArmour.somethingElse();
      case DerElement.SEQUENCE -> checkSigned(parts);
      default -> throw DerElement.malformed();
    }
  }

  private static void checkSigned(List<DerElement> parts) throws RefusedCsr {
    List<DerElement> inner = parts.get(0).children();
    int first = inner.isEmpty() ? 0 : inner.get(0).tag();
    if (parts.size() == 2 && parts.get(1).tag() == DerElement.OCTET_STRING) {
      // PKCS#8, encrypted.
      throw CsrArmour.privateKey();
    }
    if (parts.size() == 2 && parts.get(1).tag() == DerElement.BIT_STRING) {
      // A public key.
      throw CsrArmour.somethingElse();
    }
    // A certificate has its version in [0], or, of old, begins with its serial number.
    if (first == DerElement.CONTEXT_0 || first == DerElement.INTEGER && inner.size() > 5) {
      throw CsrArmour.certificate();
    }
    if (parts.size() != 3
        || parts.get(1).tag() != DerElement.SEQUENCE
        || parts.get(2).tag() != DerElement.BIT_STRING
        || first != DerElement.INTEGER
        || inner.size() > 4) {
      throw DerElement.malformed();
    }
  }
}
