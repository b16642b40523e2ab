package io.restproducer.operator.serviceid;

import static io.restproducer.operator.serviceid.CertificateSecret.PRIVATE_KEY;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import io.restproducer.operator.keytable.CertificateSecrets;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.ClientKey;
import io.restproducer.operator.reconcile.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the Secrets of a client certificate hold, data key by data key. */
final class CertificateContent {
  private final Issuing issuing;
  private final SecureRandom random;

  CertificateContent(Issuing issuing, SecureRandom random) {
    this.issuing = issuing;
    this.random = random;
  }

  /** A new certificate in which {@code key} is sealed, and of a pair its private key. */
  Map<String, byte[]> make(WantedCertificate wanted, ApiKey key) {
    Map<String, byte[]> content = new TreeMap<>();
    ClientIssuer issuer = issuing.issuer();
    ClientCertificate leaf;
    if (wanted.isPair()) {
      ClientKey pair = ClientKey.mint(wanted.algorithm(), random);
      leaf =
          ClientCertificate.of(
              issuer.certify(wanted.request(pair.publicKey()), key, wanted.validity()));
      content.put(PRIVATE_KEY, pair.certified(leaf.certificate()).privateKeyPem());
    } else {
      leaf =
          ClientCertificate.of(issuer.certify(wanted.csr().orElseThrow(), key, wanted.validity()));
    }
    content.put(CertificateSecrets.CHAIN, leaf.chainPem(issuer.authority()));
    return content;
  }

  /**
   * Who signed the certificate in {@code source}; empty: its authority is not known any more, and
   * what stands beside it does not name it.
   */
  Optional<X509Certificate> signer(Secret source) {
    return CertificateDue.leaf(source)
        .flatMap(
            leaf ->
                Secrets.bytes(source, CertificateSecrets.CHAIN)
                    .flatMap(chain -> issuing.issuer().signer(leaf, chain)));
  }

  /**
   * The Secret for callers; its chain is the certificate and that of its signer, whatever else
   * stands in {@code source}.
   *
   * @param source holds the certificate, and of a pair the private key
   * @param present what callers have now: its password and stores stay as far as they fit
   */
  Secret published(
      CertificateSecret names, Secret source, X509Certificate signer, Optional<Secret> present) {
    ClientCertificate leaf = CertificateDue.leaf(source).orElseThrow();
    Map<String, byte[]> content = new TreeMap<>();
    content.put(CertificateSecrets.CHAIN, leaf.chainPem(signer));
    content.put("tls.der", leaf.der());
    content.put("ca.crt", ascii(issuing.authorities()));
    content.put("endpoint", ascii(issuing.endpoint()));
    Optional<CertifiedKey> pair = CertificateDue.pair(source);
    pair.ifPresent(p -> content.put(PRIVATE_KEY, p.privateKeyPem()));
    Map<String, String> annotations =
        pair.map(p -> new PairStores(issuing, p, signer, present, random).into(content))
            .orElse(Map.of());
    return names.published(content, CertificateSecrets.endsFormer(source), annotations);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
