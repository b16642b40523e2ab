package io.restproducer.runtime.http;

import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.authn.ClientCertificate;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.restproducer.runtime.snapshot.Snapshot;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.SSLSessionInfo;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The key sealed in the client certificate of the connection; headers are never looked at. */
final class CertificateKey implements KeySource {
  private static final AttachmentKey<ClientCertificate> CERTIFICATE =
      AttachmentKey.create(ClientCertificate.class);

  private final List<String> extensions;

  /**
   * A source of such keys.
   *
   * @param extensions object identifiers where a sealed key may lie
   */
  CertificateKey(List<String> extensions) {
    this.extensions = extensions;
  }

  @Override
  public Optional<Caller> caller(HttpServerExchange exchange, Snapshot snapshot, Instant now) {
    if (!snapshot.completeForClientCertificates()) {
      return Optional.empty();
    }
    return certificate(exchange.getConnection())
        .flatMap(
            certificate ->
                certificate.caller(
                    snapshot.keys().get(),
                    snapshot.clients().get(),
                    snapshot.sealing().get(),
                    now));
  }

  @Override
  public Refusal refusal() {
    return Refusal.of(
        Reason.NOT_AUTHENTICATED,
        "A valid API key is needed in the client certificate of this connection. Connect again with"
            + " the certificate that the ServiceId has now.");
  }

  private Optional<ClientCertificate> certificate(ServerConnection connection) {
    ClientCertificate known = connection.getAttachment(CERTIFICATE);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<ClientCertificate> shown =
        leaf(connection.getSslSessionInfo()).map(leaf -> new ClientCertificate(leaf, extensions));
    shown.ifPresent(fresh -> connection.putAttachment(CERTIFICATE, fresh));
    return shown;
  }

  private static Optional<X509Certificate> leaf(SSLSessionInfo session) {
    try {
      return session.getSSLSession().getPeerCertificates()[0] instanceof X509Certificate leaf
          ? Optional.of(leaf)
          : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }
}
