package io.restproducer.operator.pki;

import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** Parameters of RSASSA-PSS (RFC 4055) within what is supported. */
final class PssParameters {
  private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
      Map.of(
          OIWObjectIdentifiers.idSHA1, "SHA-1",
          NISTObjectIdentifiers.id_sha224, "SHA-224",
          NISTObjectIdentifiers.id_sha256, "SHA-256",
          NISTObjectIdentifiers.id_sha384, "SHA-384",
          NISTObjectIdentifiers.id_sha512, "SHA-512");

  /** Of the longest digest; nobody salts with more, and the longest key would let it grow. */
  private static final int MAX_SALT = 64;

  private PssParameters() {}

  /** The algorithm of a key that is for PSS alone; such a key may leave its parameters open. */
  static AlgorithmIdentifier ofKey(ASN1Encodable parameters) throws RefusedCsr {
    if (parameters == null) {
      return new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS);
    }
    ofSignature(parameters);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_RSASSA_PSS, RSASSAPSSparams.getInstance(parameters));
  }

  static PSSParameterSpec ofSignature(ASN1Encodable parameters) throws RefusedCsr {
    RSASSAPSSparams read = RSASSAPSSparams.getInstance(parameters);
    if (read == null
        || !read.getMaskGenAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)) {
      throw CsrSignature.unsupported();
    }
    String digest = digest(read.getHashAlgorithm());
    AlgorithmIdentifier mask =
        AlgorithmIdentifier.getInstance(read.getMaskGenAlgorithm().getParameters());
    int salt = read.getSaltLength().intValueExact();
    int trailer = read.getTrailerField().intValueExact();
    if (salt < 0 || salt > MAX_SALT || trailer != PSSParameterSpec.TRAILER_FIELD_BC) {
      throw CsrSignature.unsupported();
    }
    return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest(mask)), salt, trailer);
  }

  private static String digest(AlgorithmIdentifier algorithm) throws RefusedCsr {
    if (algorithm == null) {
      throw CsrSignature.unsupported();
    }
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.md5)) {
      throw CsrSignature.weak();
    }
    String digest = DIGESTS.get(algorithm.getAlgorithm());
    if (digest == null) {
      throw CsrSignature.unsupported();
    }
    return digest;
  }
}
