package io.restproducer.operator.pki;

import io.restproducer.contract.Sha256;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An authority, the next one, and the certificates of former ones, whose keys are gone. Private
 * keys leave only by {@link #content()}, for the Secret that holds them.
 */
public final class AuthorityRing implements KeyRing<AuthorityRing> {
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";
  private static final String NEXT_CERTIFICATE = "next.crt";
  private static final String NEXT_KEY = "next.key";
  private static final String FORMER = "former.crt";

  private final CertifiedKey current;
  private final Optional<CertifiedKey> next;
  private final List<X509Certificate> former;

  private AuthorityRing(
      CertifiedKey current, Optional<CertifiedKey> next, List<X509Certificate> former) {
    this.current = current;
    this.next = next;
    this.former = former;
  }

  /** How authorities of one kind are read back. */
  public interface Reading {
    /**
     * Reads one.
     *
     * @throws InvalidPem if certificate, key and name do not fit together
     */
    CertifiedKey read(byte[] certificatePem, byte[] privateKeyPem) throws InvalidPem;
  }

  /** A first authority. */
  public static AuthorityRing of(CertifiedKey first) {
    return new AuthorityRing(first, Optional.empty(), List.of());
  }

  /**
   * Reads back what {@link #content()} wrote.
   *
   * @throws InvalidPem if an authority cannot be read
   */
  public static AuthorityRing parse(Map<String, byte[]> content, Reading reading)
      throws InvalidPem {
    CertifiedKey current = reading.read(bytes(content, CERTIFICATE), bytes(content, KEY));
    Optional<CertifiedKey> next =
        content.containsKey(NEXT_CERTIFICATE)
            ? Optional.of(reading.read(content.get(NEXT_CERTIFICATE), bytes(content, NEXT_KEY)))
            : Optional.empty();
    List<X509Certificate> former =
        content.containsKey(FORMER) ? Pem.certificates(content.get(FORMER)) : List.of();
    return new AuthorityRing(current, next, List.copyOf(former));
  }

  private static byte[] bytes(Map<String, byte[]> content, String key) {
    return content.getOrDefault(key, new byte[0]);
  }

  /** The one that signs. */
  public CertifiedKey current() {
    return current;
  }

  /** The number that goes into the name of the next one. */
  public int nextGeneration() {
    return AuthorityCheck.generation(current.certificate()) + 1;
  }

  /** The same with a successor. */
  public AuthorityRing withNext(CertifiedKey successor) {
    return new AuthorityRing(current, Optional.of(successor), former);
  }

  /** PEM of all that is trusted, the one that signs first; the next one only if it is noted. */
  public byte[] bundle(boolean nextIsNoted) {
    return Pem.ofCertificates(
        Stream.of(
                Stream.of(current.certificate()),
                next.filter(one -> nextIsNoted).map(CertifiedKey::certificate).stream(),
                former.stream())
            .flatMap(certificates -> certificates)
            .toList());
  }

  @Override
  public Sha256 fingerprint() {
    return current.fingerprint();
  }

  @Override
  public Optional<Sha256> next() {
    return next.map(CertifiedKey::fingerprint);
  }

  @Override
  public List<Sha256> former() {
    return former.stream().map(AuthorityRing::digest).toList();
  }

  @Override
  public Optional<Instant> end(Sha256 predecessor) {
    return former.stream()
        .filter(one -> digest(one).equals(predecessor))
        .map(one -> one.getNotAfter().toInstant())
        .findFirst();
  }

  /** When the last of those ends that signs or has signed: no leaf works longer. */
  public Instant lastEnd() {
    return Stream.concat(Stream.of(current.certificate()), former.stream())
        .map(one -> one.getNotAfter().toInstant())
        .max(Instant::compareTo)
        .orElseThrow();
  }

  @Override
  public AuthorityRing promoted() {
    List<X509Certificate> before = new ArrayList<>(List.of(current.certificate()));
    before.addAll(former);
    return new AuthorityRing(next.orElseThrow(), Optional.empty(), List.copyOf(before));
  }

  @Override
  public AuthorityRing retaining(Collection<Sha256> kept) {
    return new AuthorityRing(
        current, next, former.stream().filter(one -> kept.contains(digest(one))).toList());
  }

  @Override
  public Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    content.put(CERTIFICATE, current.certificatePem());
    content.put(KEY, current.privateKeyPem());
    next.ifPresent(
        successor -> {
          content.put(NEXT_CERTIFICATE, successor.certificatePem());
          content.put(NEXT_KEY, successor.privateKeyPem());
        });
    if (!former.isEmpty()) {
      content.put(FORMER, Pem.ofCertificates(former));
    }
    return content;
  }

  private static Sha256 digest(X509Certificate certificate) {
    try {
      return Sha256.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate without an encoding", e);
    }
  }

  @Override
  public String toString() {
    return current + ", " + former.size() + " former" + (next.isPresent() ? ", next" : "");
  }
}
