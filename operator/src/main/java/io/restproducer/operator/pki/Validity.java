package io.restproducer.operator.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** From when until when a certificate is good. */
record Validity(Instant notBefore, Instant notAfter) {
  /**
   * No longer than the certificate of {@code issuer}.
   *
   * @throws IllegalArgumentException if that leaves out {@code now}
   */
  Validity within(X509Certificate issuer, Instant now) {
    Instant from = issuer.getNotBefore().toInstant();
    Instant to = issuer.getNotAfter().toInstant();
    Validity both =
        new Validity(
            notBefore.isBefore(from) ? from : notBefore, notAfter.isAfter(to) ? to : notAfter);
    if (now.isBefore(both.notBefore) || !now.isBefore(both.notAfter)) {
      throw new IllegalArgumentException(
          "the authority is valid from %s to %s, and now it is %s".formatted(from, to, now));
    }
    return both;
  }
}
