package io.restproducer.crds;

/** Cipher suites that callers may be allowed to use, by their names in the IANA registry. */
public enum CipherSuite {
  TLS_AES_256_GCM_SHA384(Strength.OF_TLS_13),
  TLS_AES_128_GCM_SHA256(Strength.OF_TLS_13),
  TLS_CHACHA20_POLY1305_SHA256(Strength.OF_TLS_13),
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(Strength.STRONG),
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(Strength.STRONG),
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(Strength.STRONG),
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(Strength.STRONG),
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(Strength.STRONG),
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(Strength.STRONG),
  TLS_DHE_RSA_WITH_AES_256_GCM_SHA384(Strength.STRONG),
  TLS_DHE_RSA_WITH_AES_128_GCM_SHA256(Strength.STRONG),
  TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256(Strength.STRONG),
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384(Strength.WEAK),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256(Strength.WEAK),
  TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA(Strength.WEAK),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA(Strength.WEAK),
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384(Strength.WEAK),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256(Strength.WEAK),
  TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA(Strength.WEAK),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA(Strength.WEAK),
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA256(Strength.WEAK),
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA256(Strength.WEAK),
  TLS_DHE_RSA_WITH_AES_256_CBC_SHA(Strength.WEAK),
  TLS_DHE_RSA_WITH_AES_128_CBC_SHA(Strength.WEAK),
  TLS_RSA_WITH_AES_256_GCM_SHA384(Strength.WEAK),
  TLS_RSA_WITH_AES_128_GCM_SHA256(Strength.WEAK),
  TLS_RSA_WITH_AES_256_CBC_SHA256(Strength.WEAK),
  TLS_RSA_WITH_AES_128_CBC_SHA256(Strength.WEAK),
  TLS_RSA_WITH_AES_256_CBC_SHA(Strength.WEAK),
  TLS_RSA_WITH_AES_128_CBC_SHA(Strength.WEAK);

  private enum Strength {
    OF_TLS_13,
    STRONG,
    WEAK
  }

  private final Strength strength;

  CipherSuite(Strength strength) {
    this.strength = strength;
  }

  /** Whether it lacks forward secrecy or authenticated encryption. */
  public boolean isWeak() {
    return strength == Strength.WEAK;
  }

  /** Whether it belongs to TLS 1.3, and to no earlier version. */
  public boolean isOfTls13() {
    return strength == Strength.OF_TLS_13;
  }

  /** Whether a server with a certificate for an RSA key ({@code rsa}) or an EC key can use it. */
  public boolean suits(boolean rsa) {
    return isOfTls13() || rsa != name().contains("_ECDSA_");
  }
}
