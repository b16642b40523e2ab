package io.restproducer.runtime.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * The authorities that callers trust, in the forms in which they take them. Each is written anew
 * from the certificates that were read, so that nothing else of a file gets out.
 */
public final class ServerAuthorities {
  /** What opens the trust store. It keeps nothing secret; many programs insist on one. */
  public static final String STORE_OPENS_WITH = "changeit";

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final List<X509Certificate> certificates;

  private ServerAuthorities(List<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /** Reads PEM of one or more certificates, that of the present signer first. */
  public static ServerAuthorities parse(byte[] pem) throws InvalidTls {
    return new ServerAuthorities(
        PemCertificates.parse(pem, "the server's authorities are").stream().distinct().toList());
  }

  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** All of them, one behind the other. */
  public byte[] pem() {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      pem.append("-----BEGIN CERTIFICATE-----\n")
          .append(LINES.encodeToString(der(certificate)))
          .append("\n-----END CERTIFICATE-----\n");
    }
    return pem.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** One of them. */
  public static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }

  /**
   * A PKCS#12 trust store with all of them. Costs some milliseconds, and two of the same content
   * differ.
   */
  public byte[] trustStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("restproducer-ca-" + (i + 1), certificates.get(i));
      }
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      store.store(file, STORE_OPENS_WITH.toCharArray());
      return file.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("this Java platform cannot write PKCS#12", e);
    }
  }
}
