package io.restproducer.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Where a caller sends, whom it trusts and what it shows. Never printed: one part is a key. */
final class Credentials {
  private final URI endpoint;
  private final String address;
  private final SSLContext trust;
  private final String authorization;

  Credentials(String endpoint, String authority, String key) {
    this(
        URI.create(endpoint), URI.create(endpoint).getHost(), trusting(authority), "Bearer " + key);
  }

  private Credentials(URI endpoint, String address, SSLContext trust, String authorization) {
    this.endpoint = endpoint;
    this.address = address;
    this.trust = trust;
    this.authorization = authorization;
  }

  /** The same endpoint, its name looked up to this address. */
  Credentials at(String otherAddress) {
    return new Credentials(endpoint, otherAddress, trust, authorization);
  }

  /** The same key and trust at another endpoint. */
  Credentials toward(Credentials other) {
    return new Credentials(other.endpoint, other.address, trust, authorization);
  }

  String address() {
    return address;
  }

  String host() {
    return endpoint.getHost();
  }

  int port() {
    return endpoint.getPort();
  }

  SSLContext trust() {
    return trust;
  }

  String authorization() {
    return authorization;
  }

  /** Trust in this authority alone. */
  private static SSLContext trusting(String pem) {
    try {
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      int number = 0;
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
        authorities.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("cannot trust the authority of the endpoint", e);
    }
  }
}
