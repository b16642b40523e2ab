package io.restproducer.runtime.http;

import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.connect.StaticContent;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.xnio.IoUtils;

/**
 * Sends the one answer of a request, logs it and counts it. A refusal leaves one line with the
 * incident that its caller sees; no credential, message or raw input is in it.
 */
final class Answer {
  private static final Logger log = LoggerFactory.getLogger("io.restproducer.runtime.access");
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("X-Content-Type-Options");
  private static final String JSON = "application/json";

  /** What clients of both batch APIs accept. */
  private static final String BATCH = "application/vnd.kafka.v2+json";

  /** Nothing from elsewhere, nothing inside the page itself, and no page around it. */
  private static final Map<HttpString, String> BROWSERS_MAY =
      Map.of(
          new HttpString("Content-Security-Policy"),
          "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
              + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          new HttpString("X-Frame-Options"),
          "DENY",
          new HttpString("Referrer-Policy"),
          "no-referrer",
          new HttpString("Cross-Origin-Opener-Policy"),
          "same-origin",
          new HttpString("Cross-Origin-Resource-Policy"),
          "same-origin");

  private static final byte[] NOTHING = {};
  private static final long DISCARDED_BODY = LingeringClose.MOST_BYTES;

  private final HttpServerExchange exchange;
  private final AnswerObserver observer;
  private final long begun = System.nanoTime();
  private Optional<Caller> caller = Optional.empty();
  private String topic = "";

  /** The answer to come; made when the request's head has been read. */
  Answer(HttpServerExchange exchange, AnswerObserver observer) {
    this.exchange = exchange;
    this.observer = observer;
  }

  void written(Ack ack) {
    log.atDebug()
        .addKeyValue("topic", ack.topic())
        .addKeyValue("partition", ack.partition())
        .addKeyValue("offset", ack.offset())
        .log("record written");
    observer.written(System.nanoTime() - begun);
    send(200, AnswerBody.of(ack), JSON);
  }

  /** Tells how each record of a batch ended. */
  void batch(BatchOutcome outcome) {
    String incident = incident();
    Optional<Refusal> all = outcome.refusalOfAll();
    if (all.isPresent()) {
      refused(all.get(), incident, AnswerBody.of(all.get(), outcome, incident), BATCH);
      return;
    }
    if (outcome.isWhole()) {
      observer.written(System.nanoTime() - begun);
      log.atDebug()
          .addKeyValue("topic", topic)
          .addKeyValue("records", outcome.size())
          .log("batch written");
    } else {
      observer.partlyWritten();
      toLog(incident, BatchOutcome.PARTLY, "PARTLY_WRITTEN")
          .addKeyValue("records", outcome.size())
          .addKeyValue("refused", outcome.refusedCount())
          .log("batch written in part");
    }
    int status = outcome.isWhole() ? 200 : BatchOutcome.PARTLY;
    send(status, AnswerBody.of(outcome, incident), BATCH);
  }

  void alive() {
    observer.alive();
    send(200, new byte[] {'{', '}'}, JSON);
  }

  /** Sends {@code content}, or says that the caller has the same already. */
  void read(StaticContent content) {
    HeaderValues held = exchange.getRequestHeaders().get(Headers.IF_NONE_MATCH);
    boolean known = isAmong(held, content.tag());
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.ETAG, content.tag());
    headers.put(Headers.CACHE_CONTROL, content.cacheControl());
    BROWSERS_MAY.forEach(headers::put);
    observer.described(known);
    send(known ? 304 : 200, known ? NOTHING : content.body(), content.type());
  }

  /** From now on it is known whose request it is. */
  void askedBy(Caller proven) {
    caller = Optional.of(proven);
  }

  /** From now on it is known that the request is about {@code name}, a legal name of a topic. */
  void about(String name) {
    topic = name;
  }

  /** Answers 500 for a fault of this program; what happened is told to the log alone. */
  void failed(RuntimeException bug) {
    String incident = incident();
    log.atError().setCause(bug).addKeyValue("incident", incident).log("a request failed");
    refused(
        Refusal.of(
            Reason.BUG, "An error in this API. Report the incident to whoever runs this API."),
        incident);
  }

  /** Refuses. */
  void refused(Refusal refusal) {
    refused(refusal, incident());
  }

  /** The client went away: nothing is sent, the connection is dropped. */
  void abandoned(IOException why) {
    log.atDebug().addKeyValue("error", why.getClass().getSimpleName()).log("client went away");
    observer.abandoned();
    IoUtils.safeClose(exchange.getConnection());
  }

  private void refused(Refusal refusal, String incident) {
    refused(refusal, incident, AnswerBody.of(refusal, incident), JSON);
  }

  private void refused(Refusal refusal, String incident, byte[] body, String type) {
    toLog(incident, refusal.status(), refusal.reason().name()).log("request refused");
    HeaderMap headers = exchange.getResponseHeaders();
    refusal.retryAfterSeconds().ifPresent(seconds -> headers.put(Headers.RETRY_AFTER, seconds));
    if (refusal.reason() == Reason.NOT_AUTHENTICATED) {
      headers.put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"restproducer\"");
    }
    // A length that is no number must not be asked for: its request closes anyway.
    if (exchange.isPersistent() && (refusal.reason() == Reason.BODY_TOO_SLOW || !reusable())) {
      exchange.setPersistent(false);
    }
    observer.refused(refusal.reason());
    send(refusal.status(), body, type);
  }

  private LoggingEventBuilder toLog(String incident, int status, String reason) {
    return log.atInfo()
        .addKeyValue("incident", incident)
        .addKeyValue("status", status)
        .addKeyValue("reason", reason)
        .addKeyValue("topic", topic)
        .addKeyValue("serviceId", caller.map(c -> c.serviceId().toString()).orElse(""))
        .addKeyValue("keyId", caller.map(Caller::keyId).orElse(""))
        .addKeyValue("remoteAddress", remoteAddress());
  }

  /** Whether {@code tags}, which may be null, has {@code tag} in its list. */
  private static boolean isAmong(HeaderValues tags, String tag) {
    // A tag holds no quotation mark, so the quoted one is found nowhere but in its own place.
    return tags != null
        && tags.stream().anyMatch(list -> list.contains(tag) || list.strip().equals("*"));
  }

  private static String incident() {
    return Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE);
  }

  private String remoteAddress() {
    InetSocketAddress peer = exchange.getSourceAddress();
    return peer == null || peer.getAddress() == null ? "" : peer.getAddress().getHostAddress();
  }

  /** Whether the rest of the body, if any, is known to be small enough to be thrown away. */
  private boolean reusable() {
    long declared = exchange.getRequestContentLength();
    return exchange.isRequestComplete() || declared >= 0 && declared <= DISCARDED_BODY;
  }

  private void send(int status, byte[] body, String type) {
    if (exchange.isResponseStarted()) {
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    exchange.setStatusCode(status);
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_TYPE, type);
    headers.put(CONTENT_TYPE_OPTIONS, "nosniff");
    exchange.setResponseContentLength(body.length);
    exchange.getResponseSender().send(ByteBuffer.wrap(body), new Flushed());
  }

  /** The answer goes out first; only then is the rest of a body thrown away. */
  private static final class Flushed implements IoCallback {
    @Override
    public void onComplete(HttpServerExchange exchange, Sender sender) {
      sender.close(new LingeringClose());
    }

    @Override
    public void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
      IoUtils.safeClose(exchange.getConnection());
    }
  }
}
