package io.restproducer.operator.pki;

import io.restproducer.contract.SealingKey;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;

/** When a client certificate has to be made anew, and why. Pure: looks at nothing but its input. */
public final class ClientRenewal {
  private ClientRenewal() {}

  /** Why a certificate must be made anew. */
  public enum Reason {
    /** It is of another public key than the request. */
    KEY_DIFFERS,
    /** Another authority signed it. */
    AUTHORITY_DIFFERS,
    /** No sealing key opens what is sealed in it. */
    SEALED_KEY_UNREADABLE,
    /** Its subject or alternative names are not those of the request. */
    NAMES_DIFFER,
    /** Its renewal time has come. */
    RENEWAL_TIME_REACHED
  }

  /**
   * The reason to make {@code leaf} anew at {@code now}, or empty while it may stay. One that ends
   * with its authority stays to its end: no renewal would make it live longer.
   *
   * @param wanted with its subject filled in: see {@link CertificateRequest#named}
   * @param renewBefore how long before its end; empty for two thirds of its life
   */
  public static Optional<Reason> reason(
      ClientCertificate leaf,
      CertificateRequest wanted,
      X509Certificate authority,
      Collection<SealingKey> keys,
      Optional<Duration> renewBefore,
      Instant now) {
    X509Certificate certificate = leaf.certificate();
    if (!leaf.pin().equals(wanted.pin())) {
      return Optional.of(Reason.KEY_DIFFERS);
    }
    if (!Renewal.isSignedBy(certificate, authority)) {
      return Optional.of(Reason.AUTHORITY_DIFFERS);
    }
    if (leaf.sealedKey(keys).isEmpty()) {
      return Optional.of(Reason.SEALED_KEY_UNREADABLE);
    }
    if (!namesAre(certificate, wanted)) {
      return Optional.of(Reason.NAMES_DIFFER);
    }
    boolean canLiveLonger = certificate.getNotAfter().before(authority.getNotAfter());
    return canLiveLonger && !now.isBefore(time(certificate, renewBefore))
        ? Optional.of(Reason.RENEWAL_TIME_REACHED)
        : Optional.empty();
  }

  /**
   * {@code renewBefore} the end of the certificate's life, but never in its first third; two thirds
   * into it by default. Earlier by up to a thirtieth of it, as the serial number decides.
   */
  public static Instant time(X509Certificate certificate, Optional<Duration> renewBefore) {
    return renewBefore.isPresent()
        ? Renewal.time(certificate, renewBefore.get())
        : Renewal.time(certificate);
  }

  /** Whether {@code leaf} is of the key and names in {@code wanted}, whoever signed it. */
  public static boolean isOf(ClientCertificate leaf, CertificateRequest wanted) {
    return leaf.pin().equals(wanted.pin()) && namesAre(leaf.certificate(), wanted);
  }

  private static boolean namesAre(X509Certificate certificate, CertificateRequest wanted) {
    try {
      byte[] subject = wanted.subject().getEncoded(ASN1Encoding.DER);
      return Arrays.equals(certificate.getSubjectX500Principal().getEncoded(), subject)
          && alternativeNames(certificate).equals(wanted.alternativeNames());
    } catch (IOException e) {
      throw new IllegalStateException("a name without an encoding", e);
    }
  }

  private static Optional<GeneralNames> alternativeNames(X509Certificate certificate) {
    return Optional.ofNullable(
            certificate.getExtensionValue(Extension.subjectAlternativeName.getId()))
        .map(value -> GeneralNames.getInstance(ASN1OctetString.getInstance(value).getOctets()));
  }
}
