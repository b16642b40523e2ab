package io.restproducer.runtime.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a PKCS#8 private key in PEM; nothing of it ever enters a message. */
final class PemPrivateKey {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private PemPrivateKey() {}

  /**
   * The key in {@code pem}.
   *
   * @param algorithm that its certificate names: {@code RSA}, {@code EC}, {@code EdDSA}
   */
  static PrivateKey parse(byte[] pem, String algorithm) throws InvalidTls {
    Matcher matcher = PEM.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new InvalidTls("the server key is not PEM with BEGIN PRIVATE KEY (PKCS#8)");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidTls("the server key is no PKCS#8 key of algorithm " + algorithm);
    }
  }
}
