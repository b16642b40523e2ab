package io.restproducer.dev.kubernetes.caller;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS as a caller speaks it, from the PEM texts of its Secret: trust in those authorities and no
 * others. Never shows a text that it was given.
 */
public final class PemTls {
  private static final char[] IN_MEMORY = new char[0];

  private PemTls() {}

  /**
   * For callers without a certificate.
   *
   * @param authorities PEM, one or more
   * @throws IllegalArgumentException when it is not that
   */
  public static SSLContext trusting(String authorities) {
    try {
      return context(null, trust(authorities));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("not certificates of authorities in PEM", e);
    }
  }

  /**
   * For callers that show a certificate.
   *
   * @param authorities PEM, one or more
   * @param chain PEM, the caller's own certificate first
   * @param privateKey PEM of its key, PKCS#8
   * @throws IllegalArgumentException when one of them is not that
   */
  public static SSLContext showing(String authorities, String chain, String privateKey) {
    try {
      Certificate[] certificates = certificates(chain).toArray(Certificate[]::new);
      return context(keys(certificates, privateKey), trust(authorities));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("not certificates and a PKCS#8 private key in PEM", e);
    }
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static TrustManager[] trust(String pem) throws GeneralSecurityException, IOException {
    KeyStore authorities = empty();
    int number = 0;
    for (Certificate certificate : certificates(pem)) {
      authorities.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    return trust.getTrustManagers();
  }

  private static KeyManager[] keys(Certificate[] chain, String pem)
      throws GeneralSecurityException, IOException {
    KeyStore own = empty();
    String algorithm = chain[0].getPublicKey().getAlgorithm();
    own.setKeyEntry("caller", privateKey(pem, algorithm), IN_MEMORY, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, IN_MEMORY);
    return keys.getKeyManagers();
  }

  private static PrivateKey privateKey(String pem, String algorithm)
      throws GeneralSecurityException {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
