package io.restproducer.runtime.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** Reads certificates in PEM; what cannot be read never enters a message. */
final class PemCertificates {
  private PemCertificates() {}

  /**
   * One or more certificates, in their order.
   *
   * @param what begins the message when there is none: {@code the server certificate is}
   */
  static List<X509Certificate> parse(byte[] pem, String what) throws InvalidTls {
    try {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      // said below: the parser's own message may echo its input
    }
    throw new InvalidTls(what + " not PEM of one or more X.509 certificates");
  }
}
