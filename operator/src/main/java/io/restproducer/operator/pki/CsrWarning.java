package io.restproducer.operator.pki;

/** What is doubtful about a certificate signing request that was taken all the same. */
public enum CsrWarning {
  /** Signed with SHA-1. */
  SHA1_SIGNATURE(
      "CsrSignedWithSha1", "the request is signed with SHA-1; sign the next one with SHA-256"),
  /** The key is Ed448. */
  ED448_KEY(
      "CsrEd448Key", "the key is Ed448, which few TLS clients know; EC P-256 is safer to use"),
  /** A common name is longer than X.520 allows. */
  LONG_COMMON_NAME(
      "CsrLongCommonName",
      "the common name is longer than 64 characters, which some programs refuse; shorten it"),
  /** Extensions other than the known ones were left out. */
  EXTENSIONS_DROPPED(
      "CsrExtensionsDropped",
      "extensions other than names and key usages were left out of the certificate"),
  /** A challenge password was thrown away. */
  CHALLENGE_PASSWORD_DROPPED(
      "CsrChallengePasswordDropped",
      "the request holds a challenge password, which is not used; take the next one without it");

  private final String text;
  private final String message;

  CsrWarning(String text, String message) {
    this.text = text;
    this.message = message;
  }

  /** As it stands in status and events. */
  public String text() {
    return text;
  }

  /** What is doubtful and what to do, in one sentence. */
  public String message() {
    return message;
  }
}
