package io.restproducer.runtime.tls;

import io.restproducer.contract.Sha256;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The authorities whose client certificates are accepted; those of authorities below them are not.
 * Two of the same authorities are equal.
 */
public final class ClientsTrust {
  private final List<X509Certificate> authorities;
  private final List<Sha256> digests;

  private ClientsTrust(List<X509Certificate> authorities, List<Sha256> digests) {
    this.authorities = authorities;
    this.digests = digests;
  }

  /** Reads PEM of one or more authorities. */
  public static ClientsTrust parse(byte[] pem) throws InvalidTls {
    List<X509Certificate> authorities =
        PemCertificates.parse(pem, "the clients' authorities are").stream().distinct().toList();
    for (X509Certificate authority : authorities) {
      if (authority.getBasicConstraints() < 0) {
        throw new InvalidTls("a certificate among the clients' authorities is no authority's");
      }
    }
    return new ClientsTrust(
        authorities,
        authorities.stream()
            .map(ClientsTrust::digest)
            .sorted(Comparator.comparing(Sha256::hex))
            .toList());
  }

  /** Digests of their certificates, sorted. */
  public List<Sha256> digests() {
    return digests;
  }

  /** Whether one of them has signed {@code certificate}; costs a verification. */
  public boolean haveSigned(X509Certificate certificate) {
    return authorities.stream().anyMatch(authority -> hasSigned(authority, certificate));
  }

  /**
   * The Java platform's own, with these authorities and without looking at clients' names; clients
   * are not told the authorities'.
   */
  TrustManager[] managers() {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry(digest(authority).hex(), authority);
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .map(X509ExtendedTrustManager.class::cast)
          .map(UnnamedAuthorities::new)
          .toArray(TrustManager[]::new);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKIX", e);
    }
  }

  private static boolean hasSigned(X509Certificate authority, X509Certificate certificate) {
    if (!authority.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
      return false;
    }
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Sha256 digest(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed has an encoding", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClientsTrust that && digests.equals(that.digests);
  }

  @Override
  public int hashCode() {
    return digests.hashCode();
  }

  @Override
  public String toString() {
    return "clients' authorities " + digests;
  }
}
