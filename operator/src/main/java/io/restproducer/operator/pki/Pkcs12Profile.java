package io.restproducer.operator.pki;

import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;

/** Which algorithms protect a PKCS#12 file, and so who can read it. */
public enum Pkcs12Profile {
  /** AES-256 and HMAC-SHA-256: read by what is no older than 2019. */
  MODERN("PBEWithHmacSHA256AndAES_256", "HmacPBESHA256", NISTObjectIdentifiers.id_sha256),
  /** Triple DES and HMAC-SHA-1: for old z/OS and Windows, and nothing else. */
  LEGACY_DES("PBEWithSHA1AndDESede", "HmacPBESHA1", OIWObjectIdentifiers.idSHA1);

  /** As OpenSSL has it. More would only cost time: the password is random and long. */
  private static final String ITERATIONS = "2048";

  private final String protection;
  private final String mac;
  private final ASN1ObjectIdentifier macDigest;

  Pkcs12Profile(String protection, String mac, ASN1ObjectIdentifier macDigest) {
    this.protection = protection;
    this.mac = mac;
    this.macDigest = macDigest;
  }

  /** The digest of the MAC in a file of this profile, and of no other. */
  ASN1ObjectIdentifier macDigest() {
    return macDigest;
  }

  /** The system properties from which the JDK's KeyStore takes the algorithms. */
  Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    for (String part : new String[] {"cert", "key"}) {
      properties.put("keystore.pkcs12." + part + "ProtectionAlgorithm", protection);
      properties.put("keystore.pkcs12." + part + "PbeIterationCount", ITERATIONS);
    }
    properties.put("keystore.pkcs12.macAlgorithm", mac);
    properties.put("keystore.pkcs12.macIterationCount", ITERATIONS);
    return properties;
  }
}
