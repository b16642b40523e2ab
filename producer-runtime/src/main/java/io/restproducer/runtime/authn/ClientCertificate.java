package io.restproducer.runtime.authn;

import io.restproducer.contract.SealedKey;
import io.restproducer.contract.Sha256;
import io.restproducer.runtime.tls.ClientsTrust;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The client certificate of one connection. Its sealed key is opened once; whether that key, the
 * certificate and its authority still count is asked for each request. For one thread at a time.
 */
public final class ClientCertificate {
  private final X509Certificate certificate;
  private final List<String> extensions;
  private final Sha256 publicKey;
  private final Instant end;
  private Optional<PinnedKey> key = Optional.empty();
  private SealingKeys triedWith;
  private ClientsTrust askedLast;
  private boolean trusted;

  /**
   * One that its sender has proven to own, and that nothing was asked of yet.
   *
   * @param extensions object identifiers where a sealed key may lie
   */
  public ClientCertificate(X509Certificate certificate, List<String> extensions) {
    this.certificate = certificate;
    this.extensions = extensions;
    this.publicKey = SealedKey.pin(certificate.getPublicKey());
    this.end = certificate.getNotAfter().toInstant();
  }

  /**
   * Whose it is, unless no key that is valid at {@code now} is sealed in it, it is over, or none of
   * {@code trust} has signed it.
   */
  public Optional<Caller> caller(
      KeyRing keys, ClientsTrust trust, SealingKeys sealing, Instant now) {
    openWith(sealing);
    return key.isPresent() && now.isBefore(end) && isTrustedBy(trust)
        ? keys.find(key.get(), now)
        : Optional.empty();
  }

  private void openWith(SealingKeys sealing) {
    if (key.isEmpty() && sealing != triedWith) {
      triedWith = sealing;
      key =
          sealing
              .open(certificate, extensions)
              .map(opened -> new PinnedKey(opened.id(), opened.sha256(), publicKey));
    }
  }

  private boolean isTrustedBy(ClientsTrust trust) {
    if (trust != askedLast) {
      askedLast = trust;
      trusted = trust.haveSigned(certificate);
    }
    return trusted;
  }
}
