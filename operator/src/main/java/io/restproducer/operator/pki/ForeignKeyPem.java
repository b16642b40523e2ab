package io.restproducer.operator.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Private keys as other programs write them: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC), in PEM. Nothing of
 * what is read may show in a failure.
 */
final class ForeignKeyPem {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private ForeignKeyPem() {}

  static PrivateKey parse(byte[] pem) throws InvalidPem {
    Matcher block = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!block.find()) {
      throw new InvalidPem(
          "no unencrypted private key in the PEM (BEGIN PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE"
              + " KEY)");
    }
    String label = block.group(1);
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      PrivateKeyInfo key =
          switch (label) {
            case "RSA PRIVATE KEY" -> rsa(der);
            case "EC PRIVATE KEY" -> ec(der);
            default -> PrivateKeyInfo.getInstance(der);
          };
      return Pem.privateKey(
          ("-----BEGIN PRIVATE KEY-----\n"
                  + Base64.getEncoder().encodeToString(key.getEncoded())
                  + "\n-----END PRIVATE KEY-----\n")
              .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      // The cause is dropped on purpose: it may quote the key.
      throw new InvalidPem("the " + label + " in the PEM cannot be read");
    }
  }

  private static PrivateKeyInfo rsa(byte[] der) throws IOException {
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
        RSAPrivateKey.getInstance(der));
  }

  private static PrivateKeyInfo ec(byte[] der) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(der);
    ASN1Encodable curve = key.getParametersObject();
    if (curve == null) {
      throw new IllegalArgumentException("no curve");
    }
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(
            X9ObjectIdentifiers.id_ecPublicKey, ASN1ObjectIdentifier.getInstance(curve)),
        key);
  }
}
