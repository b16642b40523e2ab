package io.restproducer.operator.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Null;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;

/** The public key of a request, checked for what could be wrong with it, in one spelling. */
final class CsrKey {
  private static final int RSA_MIN_BITS = 2048;
  private static final int RSA_MAX_BITS = 8192;

  /** A longer one would let a small request cost much time. */
  private static final int EXPONENT_MAX_BITS = 64;

  private static final BigInteger EXPONENT_MIN = BigInteger.valueOf(3);
  private static final byte UNCOMPRESSED = 4;
  private static final List<ASN1ObjectIdentifier> CURVES =
      List.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private CsrKey() {}

  static PublicKey read(SubjectPublicKeyInfo info, Set<CsrWarning> warnings) throws RefusedCsr {
    ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
    ASN1Encodable parameters = info.getAlgorithm().getParameters();
    // Read first: it refuses a bit string that is not made of whole bytes.
    byte[] key = info.getPublicKeyData().getOctets();
    if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      if (parameters != null && !(parameters instanceof ASN1Null)) {
        throw DerElement.malformed();
      }
      return rsa("RSA", new AlgorithmIdentifier(algorithm, DERNull.INSTANCE), key);
    }
    if (algorithm.equals(PKCSObjectIdentifiers.id_RSASSA_PSS)) {
      return rsa("RSASSA-PSS", PssParameters.ofKey(parameters), key);
    }
    if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return ec(parameters, key);
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed25519)) {
      boolean good = key.length == Ed25519.PUBLIC_KEY_SIZE && Ed25519.validatePublicKeyFull(key, 0);
      return edwards("Ed25519", info, good);
    }
    if (algorithm.equals(EdECObjectIdentifiers.id_Ed448)) {
      warnings.add(CsrWarning.ED448_KEY);
      boolean good = key.length == Ed448.PUBLIC_KEY_SIZE && Ed448.validatePublicKeyFull(key, 0);
      return edwards("Ed448", info, good);
    }
    throw unsupported("it is of another algorithm");
  }

  private static PublicKey rsa(String name, AlgorithmIdentifier algorithm, byte[] key)
      throws RefusedCsr {
    ASN1Sequence numbers = ASN1Sequence.getInstance(DerElement.parse(key));
    BigInteger modulus = ASN1Integer.getInstance(numbers.getObjectAt(0)).getValue();
    BigInteger exponent = ASN1Integer.getInstance(numbers.getObjectAt(1)).getValue();
    if (numbers.size() != 2 || modulus.signum() <= 0) {
      throw DerElement.malformed();
    }
    int bits = modulus.bitLength();
    if (bits < RSA_MIN_BITS) {
      throw new RefusedCsr(
          CsrReason.WEAK_KEY,
          "the RSA key has %d bits, at least %d are needed; make a new key"
              .formatted(bits, RSA_MIN_BITS));
    }
    if (bits > RSA_MAX_BITS) {
      throw new RefusedCsr(
          CsrReason.KEY_TOO_LARGE,
          "the RSA key has %d bits, at most %d are supported; make a shorter one"
              .formatted(bits, RSA_MAX_BITS));
    }
    if (exponent.bitLength() > EXPONENT_MAX_BITS) {
      throw unsupported(
          "its RSA exponent has %d bits, at most %d are"
              .formatted(exponent.bitLength(), EXPONENT_MAX_BITS));
    }
    if (exponent.compareTo(EXPONENT_MIN) < 0 || !exponent.testBit(0) || !modulus.testBit(0)) {
      throw new RefusedCsr(
          CsrReason.WEAK_KEY,
          "modulus or exponent of the RSA key is even, or the exponent is below 3; make a new key");
    }
    return key(name, algorithm, encoded(new RSAPublicKey(modulus, exponent)));
  }

  private static PublicKey ec(ASN1Encodable curve, byte[] point) throws RefusedCsr {
    if (!(curve instanceof ASN1ObjectIdentifier id) || !CURVES.contains(id)) {
      throw new RefusedCsr(
          CsrReason.UNSUPPORTED_CURVE,
          "the EC key is not on a curve that is supported and named; make one on P-256, P-384 or"
              + " P-521, with the curve as a name and not as parameters");
    }
    X9ECParameters parameters = SECNamedCurves.getByOID(id);
    int coordinate = (parameters.getCurve().getFieldSize() + 7) / 8;
    if (point.length != 1 + 2 * coordinate || point[0] != UNCOMPRESSED) {
      throw unsupported("its EC point is compressed or has a wrong length");
    }
    // Throws when the point is not on the curve: that is a refusal as malformed.
    parameters.getCurve().decodePoint(point);
    return key("EC", new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, id), point);
  }

  private static PublicKey edwards(String name, SubjectPublicKeyInfo info, boolean good)
      throws RefusedCsr {
    if (info.getAlgorithm().getParameters() != null) {
      throw DerElement.malformed();
    }
    if (!good) {
      throw new RefusedCsr(
          CsrReason.WEAK_KEY,
          "the %s key is no point of full order; make a new key".formatted(name));
    }
    return key(
        name,
        new AlgorithmIdentifier(info.getAlgorithm().getAlgorithm()),
        info.getPublicKeyData().getOctets());
  }

  /** From parts that were checked, so that one key has one encoding and one pin. */
  private static PublicKey key(String name, AlgorithmIdentifier algorithm, byte[] bits)
      throws RefusedCsr {
    try {
      byte[] encoded = new SubjectPublicKeyInfo(algorithm, bits).getEncoded(ASN1Encoding.DER);
      return KeyFactory.getInstance(name).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (IOException | GeneralSecurityException e) {
      throw unsupported("this Java platform cannot use it");
    }
  }

  private static byte[] encoded(RSAPublicKey key) {
    try {
      return key.getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("a key without an encoding", e);
    }
  }

  private static RefusedCsr unsupported(String why) {
    return new RefusedCsr(
        CsrReason.UNSUPPORTED_KEY,
        "the key is not supported: %s; make an RSA key of %d to %d bits, an EC key on P-256, P-384"
                .formatted(why, RSA_MIN_BITS, RSA_MAX_BITS)
            + " or P-521 with an uncompressed point, or an Ed25519 key");
  }
}
