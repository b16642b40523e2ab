package io.restproducer.operator.pki;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The signature of a request by its own key: proof that the sender has the private key. */
final class CsrSignature {
  private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS =
      Map.ofEntries(
          Map.entry(PKCSObjectIdentifiers.sha1WithRSAEncryption, "SHA1withRSA"),
          Map.entry(OIWObjectIdentifiers.sha1WithRSA, "SHA1withRSA"),
          Map.entry(PKCSObjectIdentifiers.sha224WithRSAEncryption, "SHA224withRSA"),
          Map.entry(PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA"),
          Map.entry(PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA"),
          Map.entry(PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA"),
          Map.entry(X9ObjectIdentifiers.ecdsa_with_SHA1, "SHA1withECDSA"),
          Map.entry(X9ObjectIdentifiers.ecdsa_with_SHA224, "SHA224withECDSA"),
          Map.entry(X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA"),
          Map.entry(X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA"),
          Map.entry(X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA"),
          Map.entry(EdECObjectIdentifiers.id_Ed25519, "Ed25519"),
          Map.entry(EdECObjectIdentifiers.id_Ed448, "Ed448"));

  private static final Set<ASN1ObjectIdentifier> BROKEN =
      Set.of(
          PKCSObjectIdentifiers.md2WithRSAEncryption,
          PKCSObjectIdentifiers.md4WithRSAEncryption,
          PKCSObjectIdentifiers.md5WithRSAEncryption,
          OIWObjectIdentifiers.md4WithRSA,
          OIWObjectIdentifiers.md4WithRSAEncryption,
          OIWObjectIdentifiers.md5WithRSA);

  private CsrSignature() {}

  static void check(
      AlgorithmIdentifier algorithm,
      PublicKey key,
      byte[] signed,
      byte[] value,
      Set<CsrWarning> warnings)
      throws RefusedCsr {
    boolean good;
    try {
      Signature signature = signature(algorithm, warnings);
      signature.initVerify(key);
      signature.update(signed);
      good = signature.verify(value);
    } catch (GeneralSecurityException | RuntimeException e) {
      // The key is of another algorithm, or the value has the shape of no signature.
      good = false;
    }
    if (!good) {
      throw new RefusedCsr(
          CsrReason.BAD_SIGNATURE,
          "the signature of the request is not that of its own key: it was changed, or its sender"
              + " has not the private key; make a new request with the key that it is for");
    }
  }

  private static Signature signature(AlgorithmIdentifier algorithm, Set<CsrWarning> warnings)
      throws RefusedCsr, GeneralSecurityException {
    ASN1ObjectIdentifier id = algorithm.getAlgorithm();
    if (BROKEN.contains(id)) {
      throw weak();
    }
    if (id.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      PSSParameterSpec parameters = PssParameters.ofSignature(algorithm.getParameters());
      if (parameters.getDigestAlgorithm().equals("SHA-1")) {
        warnings.add(CsrWarning.SHA1_SIGNATURE);
      }
      Signature signature = Signature.getInstance("RSASSA-PSS");
      signature.setParameter(parameters);
      return signature;
    }
    String name = ALGORITHMS.get(id);
    if (name == null) {
      throw unsupported();
    }
    if (name.startsWith("SHA1")) {
      warnings.add(CsrWarning.SHA1_SIGNATURE);
    }
    return Signature.getInstance(name);
  }

  static RefusedCsr weak() {
    return new RefusedCsr(
        CsrReason.WEAK_SIGNATURE,
        "the request is signed with MD5 or older, which can be forged; sign it with SHA-256");
  }

  static RefusedCsr unsupported() {
    return new RefusedCsr(
        CsrReason.UNSUPPORTED_SIGNATURE,
        "the signature algorithm of the request is not supported; sign with RSA (PKCS#1 or PSS) or"
            + " ECDSA and SHA-256, SHA-384 or SHA-512, or with Ed25519");
  }
}
