package io.restproducer.operator.pki;

import io.restproducer.contract.KeyMatch;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A server certificate that somebody else made, with its chain and its key. The key leaves only by
 * {@link #privateKeyPem()}; it must never show in a log or a message.
 */
public final class BroughtCertificate {
  private final List<X509Certificate> chain;
  private final PrivateKey privateKey;

  private BroughtCertificate(List<X509Certificate> chain, PrivateKey privateKey) {
    this.chain = chain;
    this.privateKey = privateKey;
  }

  /**
   * Reads a chain, leaf first, and a key in PKCS#8, PKCS#1 or SEC 1.
   *
   * @throws InvalidPem if either is not PEM of its kind
   */
  public static BroughtCertificate parse(byte[] chainPem, byte[] keyPem) throws InvalidPem {
    return new BroughtCertificate(
        List.copyOf(Pem.certificates(chainPem)), ForeignKeyPem.parse(keyPem));
  }

  /** The certificate itself. */
  public X509Certificate leaf() {
    return chain.get(0);
  }

  /** Whether the private key is the one that the leaf certifies. */
  public boolean keyMatches() {
    return KeyMatch.matches(privateKey, leaf().getPublicKey());
  }

  /** Whether each certificate is signed by the one behind it. */
  public boolean isChained() {
    return IntStream.range(1, chain.size()).allMatch(i -> isSigned(chain.get(i - 1), chain.get(i)));
  }

  /** Whether it may be presented at {@code now}. */
  public boolean isValid(Instant now) {
    return !now.isBefore(leaf().getNotBefore().toInstant())
        && now.isBefore(leaf().getNotAfter().toInstant());
  }

  /** Those of {@code hosts} that a caller would not find in it. */
  public List<String> uncovered(Collection<String> hosts) {
    ServerNames names = ServerNames.in(leaf());
    return hosts.stream().filter(host -> !covers(names, host)).toList();
  }

  /**
   * What callers have to trust: {@code given}, or the end of the chain where none is given.
   *
   * @throws InvalidPem if {@code given} holds something else, or none that signed the end of the
   *     chain
   */
  public byte[] authorities(Optional<byte[]> given) throws InvalidPem {
    X509Certificate end = chain.get(chain.size() - 1);
    if (given.isEmpty()) {
      return Pem.ofCertificates(List.of(end));
    }
    List<X509Certificate> authorities = Pem.certificates(given.get());
    if (authorities.stream().noneMatch(one -> one.equals(end) || isSigned(end, one))) {
      throw new InvalidPem("none of its certificates signed the last one of the chain");
    }
    return Pem.ofCertificates(authorities);
  }

  /** The chain as PEM, leaf first. */
  public byte[] chainPem() {
    return Pem.ofCertificates(chain);
  }

  /** The private key as PKCS#8 PEM, for the Secret that pods mount and nothing else. */
  public byte[] privateKeyPem() {
    return Pem.ofPrivateKey(privateKey, chain.get(0).getPublicKey());
  }

  private static boolean covers(ServerNames names, String host) {
    Optional<String> address = IpLiteral.canonical(host);
    if (address.isPresent()) {
      return names.ipAddresses().contains(address.get());
    }
    String rest = host.substring(host.indexOf('.') + 1);
    return names.dnsNames().stream()
        .anyMatch(
            name ->
                name.equalsIgnoreCase(host)
                    || host.indexOf('.') > 0 && name.equalsIgnoreCase("*." + rest));
  }

  private static boolean isSigned(X509Certificate certificate, X509Certificate by) {
    try {
      certificate.verify(by.getPublicKey());
      return certificate.getIssuerX500Principal().equals(by.getSubjectX500Principal());
    } catch (java.security.GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return leaf().getSubjectX500Principal().getName() + " with <redacted> key";
  }
}
