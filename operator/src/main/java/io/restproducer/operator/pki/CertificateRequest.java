package io.restproducer.operator.pki;

import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Whose public key is to be certified, and under which names. It holds no secret. */
public final class CertificateRequest {
  private final X500Name subject;
  private final Optional<GeneralNames> alternativeNames;
  private final PublicKey publicKey;

  CertificateRequest(
      X500Name subject, Optional<GeneralNames> alternativeNames, PublicKey publicKey) {
    this.subject = subject;
    this.alternativeNames = alternativeNames;
    this.publicKey = publicKey;
  }

  /** A request for a key that was made here. */
  public static CertificateRequest of(
      String commonName, List<String> dnsNames, PublicKey publicKey) {
    GeneralName[] names =
        dnsNames.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    return new CertificateRequest(
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, commonName).build(),
        names.length == 0 ? Optional.empty() : Optional.of(new GeneralNames(names)),
        publicKey);
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  X500Name subject() {
    return subject;
  }

  Optional<GeneralNames> alternativeNames() {
    return alternativeNames;
  }
}
