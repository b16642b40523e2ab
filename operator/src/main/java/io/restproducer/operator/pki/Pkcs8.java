package io.restproducer.operator.pki;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * Private keys as every client can read them (RFC 5208, RFC 5915): GnuTLS, and with it many a wget,
 * uses an EC key only if its public key stands beside it, which the JDK leaves out.
 */
final class Pkcs8 {
  private Pkcs8() {}

  /** The DER of {@code key}, to which {@code publicKey} belongs. */
  static byte[] encode(PrivateKey key, PublicKey publicKey) {
    if (!(publicKey instanceof ECPublicKey point) || !key.getAlgorithm().equals("EC")) {
      return key.getEncoded();
    }
    try {
      PrivateKeyInfo bare = PrivateKeyInfo.getInstance(key.getEncoded());
      ECPrivateKey number = ECPrivateKey.getInstance(bare.parsePrivateKey());
      ASN1BitString beside =
          SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()).getPublicKeyData();
      ECPrivateKey whole =
          new ECPrivateKey(point.getParams().getOrder().bitLength(), number.getKey(), beside, null);
      return new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a key of this Java platform without an encoding", e);
    }
  }
}
