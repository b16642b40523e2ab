package io.restproducer.operator.pki;

import java.security.cert.X509Certificate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads authorities back, and refuses what no RestProducer of that name can have made. */
final class AuthorityCheck {
  private static final int KEY_CERT_SIGN = 5;

  private static final Pattern GENERATION = Pattern.compile(" v([0-9]{1,6})$");

  private AuthorityCheck() {}

  /** The number in the name of {@code authority}. */
  static int generation(X509Certificate authority) {
    Matcher name = GENERATION.matcher(authority.getSubjectX500Principal().getName());
    return name.find() ? Integer.parseInt(name.group(1)) : 1;
  }

  /**
   * An authority of {@code producer}.
   *
   * @param kind the word after the producer's name in the common name
   * @throws InvalidPem if certificate, key and name do not fit together
   */
  static CertifiedKey parse(
      String producer, String kind, byte[] certificatePem, byte[] privateKeyPem) throws InvalidPem {
    CertifiedKey authority = CertifiedKey.parse(certificatePem, privateKeyPem);
    boolean[] usage = authority.certificate().getKeyUsage();
    if (authority.certificate().getBasicConstraints() < 0
        || usage == null
        || !usage[KEY_CERT_SIGN]) {
      throw new InvalidPem("the certificate is none of an authority");
    }
    Pattern name = Pattern.compile("CN=" + Pattern.quote(producer) + " " + kind + " v[0-9]+");
    if (!name.matcher(authority.certificate().getSubjectX500Principal().getName()).matches()) {
      throw new InvalidPem("the certificate is not that of the authority of " + producer);
    }
    if (!authority.keyMatches()) {
      throw new InvalidPem("the private key is not the one of the certificate");
    }
    return authority;
  }
}
