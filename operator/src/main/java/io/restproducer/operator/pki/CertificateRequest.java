package io.restproducer.operator.pki;

import io.restproducer.contract.SealedKey;
import io.restproducer.contract.Sha256;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Whose public key is to be certified, and under which names. It holds no secret. */
public final class CertificateRequest {
  private final X500Name subject;
  private final Optional<GeneralNames> alternativeNames;
  private final PublicKey publicKey;
  private final Set<CsrWarning> warnings;

  CertificateRequest(
      X500Name subject,
      Optional<GeneralNames> alternativeNames,
      PublicKey publicKey,
      Set<CsrWarning> warnings) {
    this.subject = subject;
    this.alternativeNames = alternativeNames;
    this.publicKey = publicKey;
    this.warnings = Set.copyOf(warnings);
  }

  /**
   * The PKCS#10 request in {@code csr}: PEM, or base64 of PEM, DER or any text that holds either;
   * at most 16 KiB.
   *
   * @throws RefusedCsr if it is no such request, breaks a rule, or is not signed by its own key
   */
  public static CertificateRequest parse(String csr) throws RefusedCsr {
    return CsrContent.read(CsrTransport.der(csr));
  }

  /** The same of a file: text in UTF-8, UTF-16 or EBCDIC, or DER. */
  public static CertificateRequest parse(byte[] csr) throws RefusedCsr {
    return CsrContent.read(CsrTransport.der(csr));
  }

  /** A request for a key that was made here. */
  public static CertificateRequest of(
      String commonName, List<String> dnsNames, PublicKey publicKey) {
    GeneralName[] names =
        dnsNames.stream()
            .map(name -> new GeneralName(GeneralName.dNSName, name))
            .toArray(GeneralName[]::new);
    return new CertificateRequest(
        CommonName.subject(CommonName.of(commonName, "")),
        names.length == 0 ? Optional.empty() : Optional.of(new GeneralNames(names)),
        publicKey,
        Set.of());
  }

  /** This request, with {@code commonName} for its subject if that is empty. */
  public CertificateRequest named(String commonName) {
    if (subject.getRDNs().length > 0) {
      return this;
    }
    String name = CommonName.of(commonName, "");
    return new CertificateRequest(CommonName.subject(name), alternativeNames, publicKey, warnings);
  }

  /** The key to be certified, in its one canonical encoding. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /** SHA-256 of the public key: the same for every request of one key, PEM or DER. */
  public Sha256 pin() {
    return SealedKey.pin(publicKey);
  }

  /** What is doubtful about it; never a reason not to sign. */
  public Set<CsrWarning> warnings() {
    return warnings;
  }

  X500Name subject() {
    return subject;
  }

  Optional<GeneralNames> alternativeNames() {
    return alternativeNames;
  }
}
