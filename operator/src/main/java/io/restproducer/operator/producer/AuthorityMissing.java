package io.restproducer.operator.producer;

/** A key that status names is gone or is another one; only a person can put that right. */
final class AuthorityMissing extends Exception {
  private AuthorityMissing(String message) {
    super(message);
  }

  static AuthorityMissing absent(String secret) {
    return new AuthorityMissing(
        "Secret %s is missing, and a new key would lock out everybody who relies on the old one: restore it from a back-up"
            .formatted(secret));
  }

  static AuthorityMissing another(String secret) {
    return new AuthorityMissing(
        "Secret %s holds another key than the one whose fingerprint stands in status: restore it from a back-up"
            .formatted(secret));
  }

  static AuthorityMissing unreadable(String secret, String why) {
    return new AuthorityMissing(
        "Secret %s cannot be used (%s): restore it from a back-up".formatted(secret, why));
  }
}
