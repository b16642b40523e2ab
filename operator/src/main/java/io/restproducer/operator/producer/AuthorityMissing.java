package io.restproducer.operator.producer;

/** A key that status names is gone or is another one; only a person can put that right. */
final class AuthorityMissing extends Exception {
  private AuthorityMissing(String message) {
    super(message);
  }

  /** {@code request} is the annotation that has the key minted anew. */
  static AuthorityMissing absent(String secret, String request) {
    return new AuthorityMissing(
        "Secret %s is missing, and a new key would lock out everybody who relies on the old one: %s"
            .formatted(secret, remedy(request)));
  }

  static AuthorityMissing another(String secret, String request) {
    return new AuthorityMissing(
        "Secret %s holds another key than the one whose fingerprint stands in status: %s"
            .formatted(secret, remedy(request)));
  }

  static AuthorityMissing incomplete(String secret, String request) {
    return new AuthorityMissing(
        "Secret %s lacks a former key that stands in status and that certificates still rely on: restore it from a back-up, or annotate this RestProducer with %s to go on without it, which ends those certificates"
            .formatted(secret, request));
  }

  static AuthorityMissing unreadable(String secret, String why, String request) {
    return new AuthorityMissing(
        "Secret %s cannot be used (%s): %s".formatted(secret, why, remedy(request)));
  }

  private static String remedy(String request) {
    return "restore it from a back-up, or annotate this RestProducer with %s to have a new one made"
        .formatted(request);
  }
}
