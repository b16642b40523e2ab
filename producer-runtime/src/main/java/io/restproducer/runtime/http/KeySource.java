package io.restproducer.runtime.http;

import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.snapshot.Snapshot;
import io.undertow.server.HttpServerExchange;
import java.time.Instant;
import java.util.Optional;

/** Where a request's key lies: in a header, or in the certificate of its connection. */
sealed interface KeySource permits HeaderKey, CertificateKey {
  /** Whose request it is, if its key is one of {@code snapshot} that is valid at {@code now}. */
  Optional<Caller> caller(HttpServerExchange exchange, Snapshot snapshot, Instant now);

  /** What whoever has no valid key is told, whatever is wrong with it. */
  Refusal refusal();
}
