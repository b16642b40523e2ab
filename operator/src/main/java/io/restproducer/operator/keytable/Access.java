package io.restproducer.operator.keytable;

import io.restproducer.operator.pki.ClientIssuer;
import java.util.Optional;

/**
 * How callers reach a RestProducer, and who certifies them.
 *
 * @param endpoint {@code https://host:port}
 * @param authorities PEM of the certificates to trust, that of the present signer first
 * @param clientAuthEndpoint {@code https://host:port} for those with a client certificate; empty:
 *     there is none, or not yet
 * @param issuer signs client certificates; empty while the endpoint is, and while a key that it
 *     needs is lost
 */
public record Access(
    String endpoint,
    String authorities,
    Optional<String> clientAuthEndpoint,
    Optional<ClientIssuer> issuer) {
  /** Without client certificates. */
  public Access(String endpoint, String authorities) {
    this(endpoint, authorities, Optional.empty(), Optional.empty());
  }
}
