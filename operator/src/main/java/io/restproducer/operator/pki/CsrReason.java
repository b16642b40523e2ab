package io.restproducer.operator.pki;

/** Why a certificate signing request was refused: the closed list, as it stands in conditions. */
public enum CsrReason {
  /** There is nothing in it. */
  EMPTY("CsrEmpty"),
  /** It is larger than any request has to be. */
  TOO_LARGE("CsrTooLarge"),
  /** It is neither PEM nor DER nor base64 of either, in no encoding of text that is known. */
  NOT_PEM("CsrNotPem"),
  /** Something in the PEM is not base64. */
  NOT_BASE64("CsrNotBase64"),
  /** Its end is missing. */
  TRUNCATED("CsrTruncated"),
  /** Something follows it. */
  TRAILING_DATA("CsrTrailingData"),
  /** There is more than one. */
  SEVERAL("CsrSeveral"),
  /** It is or holds a certificate. */
  IS_CERTIFICATE("CsrIsCertificate"),
  /** It is or holds a private key, which is to be taken as known to others from now on. */
  IS_PRIVATE_KEY("CsrIsPrivateKey"),
  /** It is PEM or DER of another kind. */
  IS_SOMETHING_ELSE("CsrIsSomethingElse"),
  /** It breaks the rules of DER or of PKCS#10. */
  MALFORMED("CsrMalformed"),
  /** Its key is of an algorithm or in a form that is not supported. */
  UNSUPPORTED_KEY("CsrUnsupportedKey"),
  /** Its key is on a curve that is not supported, or names none. */
  UNSUPPORTED_CURVE("CsrUnsupportedCurve"),
  /** Its key can be broken. */
  WEAK_KEY("CsrWeakKey"),
  /** Its key is longer than is supported. */
  KEY_TOO_LARGE("CsrKeyTooLarge"),
  /** It is signed with an algorithm that is not supported. */
  UNSUPPORTED_SIGNATURE("CsrUnsupportedSignature"),
  /** It is signed with MD5 or older. */
  WEAK_SIGNATURE("CsrWeakSignature"),
  /** Its signature is not that of its own key: no proof that the sender has the private key. */
  BAD_SIGNATURE("CsrBadSignature"),
  /** It asks to become an authority. */
  ASKS_FOR_AUTHORITY("CsrAsksForAuthority"),
  /** It holds the extension in which this product puts sealed keys. */
  HOLDS_SEALED_KEY("CsrHoldsSealedKey"),
  /** It has more names than are kept. */
  TOO_MANY_NAMES("CsrTooManyNames"),
  /** A name in it is malformed, and clients would refuse the certificate. */
  BAD_NAME("CsrBadName");

  private final String text;

  CsrReason(String text) {
    this.text = text;
  }

  /** As it stands in status and events. */
  public String text() {
    return text;
  }
}
