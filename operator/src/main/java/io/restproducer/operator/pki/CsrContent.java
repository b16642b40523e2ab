package io.restproducer.operator.pki;

import java.security.PublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Judges what a request says (PKCS#10, RFC 2986), strictly. Every failure is a refusal. */
final class CsrContent {
  private CsrContent() {}

  /** The request in {@code der}, which is one DER element and nothing else. */
  static CertificateRequest read(byte[] der) throws RefusedCsr {
    try {
      CsrKind.check(der);
      DerElement.parse(der);
      return checked(DerElement.first(der).children());
    } catch (RuntimeException e) {
      // Of a parser that met what it did not expect. The cause is dropped: it may quote the input.
      throw DerElement.malformed();
    }
  }

  private static CertificateRequest checked(List<DerElement> parts) throws RefusedCsr {
    byte[] signed = parts.get(0).bytes();
    CertificationRequestInfo info = CertificationRequestInfo.getInstance(DerElement.parse(signed));
    if (info.getVersion().intValueExact() != 0) {
      throw DerElement.malformed();
    }
    Set<CsrWarning> warnings = EnumSet.noneOf(CsrWarning.class);
    X500Name subject = info.getSubject();
    CsrNames.checkSubject(subject, warnings);
    Optional<GeneralNames> names = CsrAttributes.names(info.getAttributes(), warnings);
    PublicKey key = CsrKey.read(info.getSubjectPublicKeyInfo(), warnings);
    AlgorithmIdentifier algorithm =
        AlgorithmIdentifier.getInstance(DerElement.parse(parts.get(1).bytes()));
    ASN1BitString signature = ASN1BitString.getInstance(DerElement.parse(parts.get(2).bytes()));
    CsrSignature.check(algorithm, key, signed, signature.getOctets(), warnings);
    return new CertificateRequest(subject, names, key, warnings);
  }
}
