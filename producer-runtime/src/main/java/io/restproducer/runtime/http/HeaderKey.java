package io.restproducer.runtime.http;

import io.restproducer.contract.ApiKey;
import io.restproducer.runtime.authn.AuthorizationHeader;
import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.restproducer.runtime.snapshot.Snapshot;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.time.Instant;
import java.util.Optional;

/** The key in exactly one {@code Authorization} header. */
final class HeaderKey implements KeySource {
  @Override
  public Optional<Caller> caller(HttpServerExchange exchange, Snapshot snapshot, Instant now) {
    HeaderValues values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (values == null || values.size() != 1) {
      return Optional.empty();
    }
    Optional<ApiKey> key = AuthorizationHeader.key(values.getFirst());
    return key.flatMap(k -> snapshot.keys().flatMap(ring -> ring.find(k, now)));
  }

  @Override
  public Refusal refusal() {
    return Refusal.of(
        Reason.NOT_AUTHENTICATED,
        "A valid API key is needed in exactly one header: Authorization: Bearer <key>.");
  }
}
