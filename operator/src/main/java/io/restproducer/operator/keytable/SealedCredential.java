package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry.SealedIn;
import java.time.Instant;

/**
 * What the table has to know of a key that lies in a client certificate and nowhere else.
 *
 * @param notAfter of the certificate
 * @param endsFormer whether it takes the place of one that was made of another request: what was
 *     issued under this name before works 24 h longer at most
 */
public record SealedCredential(
    Credential credential, SealedIn sealedIn, Instant notAfter, boolean endsFormer) {
  /** The same in a certificate that waits: nobody was given it yet. */
  public SealedCredential waiting() {
    return sealedIn(true);
  }

  SealedCredential published() {
    return sealedIn(false);
  }

  private SealedCredential sealedIn(boolean waiting) {
    return new SealedCredential(
        credential,
        new SealedIn(sealedIn.certificate(), sealedIn.publicKey(), waiting),
        notAfter,
        endsFormer);
  }

  String id() {
    return credential.id();
  }

  String certificate() {
    return sealedIn.certificate();
  }
}
