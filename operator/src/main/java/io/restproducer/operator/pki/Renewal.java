package io.restproducer.operator.pki;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** When a server certificate has to be made anew, and why. Pure: looks at nothing but its input. */
public final class Renewal {
  /** Jitter, as a part of the life: 1/30, that is 3 of 90 days. */
  private static final long JITTER_PART = 30;

  private Renewal() {}

  /** Why a certificate must be made anew. */
  public enum Reason {
    /** The private key beside it is not the one it certifies. */
    KEY_DOES_NOT_MATCH,
    /** Another authority signed it. */
    AUTHORITY_DIFFERS,
    /** It lacks a wanted name or has one that is no longer wanted. */
    NAMES_DIFFER,
    /** Its renewal time has come. */
    RENEWAL_TIME_REACHED
  }

  /** The reason to make {@code leaf} anew at {@code now}, or empty while it may stay. */
  public static Optional<Reason> reason(
      CertifiedKey leaf, X509Certificate authority, ServerNames wanted, Instant now) {
    if (!leaf.keyMatches()) {
      return Optional.of(Reason.KEY_DOES_NOT_MATCH);
    }
    if (!isSignedBy(leaf.certificate(), authority)) {
      return Optional.of(Reason.AUTHORITY_DIFFERS);
    }
    if (!ServerNames.in(leaf.certificate()).sameAs(wanted)) {
      return Optional.of(Reason.NAMES_DIFFER);
    }
    return now.isBefore(time(leaf.certificate()))
        ? Optional.empty()
        : Optional.of(Reason.RENEWAL_TIME_REACHED);
  }

  /**
   * Two thirds into the certificate's life, earlier by up to a thirtieth of it. The serial number
   * decides how much, so that certificates made together are not renewed together and every restart
   * of the operator finds the same time.
   */
  public static Instant time(X509Certificate certificate) {
    return time(certificate, life(certificate).dividedBy(3));
  }

  /** The same for a certificate that is renewed so long before its end, after its first third. */
  static Instant time(X509Certificate certificate, Duration beforeEnd) {
    Duration life = life(certificate);
    Duration latest = life.multipliedBy(2).dividedBy(3);
    Duration before = beforeEnd.compareTo(latest) < 0 ? beforeEnd : latest;
    long range = Math.max(1, life.toSeconds() / JITTER_PART);
    long jitter = Math.floorMod(certificate.getSerialNumber().longValue(), range);
    return certificate
        .getNotAfter()
        .toInstant()
        .minus(before)
        .minusSeconds(jitter)
        .truncatedTo(ChronoUnit.SECONDS);
  }

  private static Duration life(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  static boolean isSignedBy(X509Certificate leaf, X509Certificate authority) {
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
