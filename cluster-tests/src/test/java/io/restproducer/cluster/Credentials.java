package io.restproducer.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.dev.kubernetes.caller.PemTls;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Where a caller sends, whom it trusts and what it shows. Never printed: one part is a key. */
final class Credentials {
  private final URI endpoint;
  private final String address;
  private final SSLContext tls;
  private final Optional<String> authorization;

  private Credentials(
      URI endpoint, String address, SSLContext tls, Optional<String> authorization) {
    this.endpoint = endpoint;
    this.address = address;
    this.tls = tls;
    this.authorization = authorization;
  }

  /** From the Secret of an API key. */
  static Credentials ofKey(Secret secret) {
    URI endpoint = URI.create(decoded(secret, "endpoint"));
    return new Credentials(
        endpoint,
        endpoint.getHost(),
        PemTls.trusting(decoded(secret, "ca.crt")),
        Optional.of("Bearer " + decoded(secret, "api-key")));
  }

  /** From the Secret of a client certificate with its private key: no header says who calls. */
  static Credentials ofCertificate(Secret secret) {
    URI endpoint = URI.create(decoded(secret, "endpoint"));
    return new Credentials(
        endpoint,
        endpoint.getHost(),
        PemTls.showing(
            decoded(secret, "ca.crt"), decoded(secret, "tls.crt"), decoded(secret, "tls.key")),
        Optional.empty());
  }

  /** The same endpoint, its name looked up to this address. */
  Credentials at(String otherAddress) {
    return new Credentials(endpoint, otherAddress, tls, authorization);
  }

  /** The same caller at another endpoint. */
  Credentials toward(Credentials other) {
    return new Credentials(other.endpoint, other.address, tls, authorization);
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

  SSLContext tls() {
    return tls;
  }

  /** The header that says who calls; empty: the certificate does. */
  Optional<String> authorization() {
    return authorization;
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
