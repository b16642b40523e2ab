package io.restproducer.runtime.http;

import io.restproducer.contract.ApiKey;
import io.restproducer.runtime.authn.AuthorizationHeader;
import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.authz.TopicGrants;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.restproducer.runtime.snapshot.Snapshot;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The first half of a request: everything that can be said before its body is read.
 *
 * <pre>
 *   I/O thread ─▶ RequestGuard ─▶ Route ─▶ key ring ─▶ TopicGrants ─▶ parameters, sizes ─▶ InFlight
 *                    400,414,431    404,405    401           403          400,411,413,415      503
 *   same thread, later ─▶ topic known? ─▶ body ─▶ Kafka ─▶ answer            (ProduceRequest)
 *                             404      400,408,413  408,413,503   200
 * </pre>
 */
final class RequestHandler implements HttpHandler {
  private static final Duration BODY_DEADLINE = Duration.ofSeconds(30);
  private static final int SLOWEST_BYTES_A_SECOND = 256 << 10;
  private static final int RECORD_OVERHEAD = 1 << 10;

  private final RequestGuard guard;
  private final Supplier<Snapshot> snapshot;
  private final InstantSource clock;
  private final SizeLimits sizes;
  private final InFlight inFlight;
  private final KafkaCluster kafka;
  private final ServingPhase phase;
  private final IntConsumer answered;
  private final Duration bodyDeadline;

  RequestHandler(
      Supplier<Snapshot> snapshot,
      InstantSource clock,
      SizeLimits sizes,
      InFlight inFlight,
      KafkaCluster kafka,
      ServingPhase phase,
      IntConsumer answered) {
    this.guard = new RequestGuard(sizes.maxUriLength());
    this.snapshot = snapshot;
    this.clock = clock;
    this.sizes = sizes;
    this.inFlight = inFlight;
    this.kafka = kafka;
    this.phase = phase;
    this.answered = answered;
    this.bodyDeadline = BODY_DEADLINE.plusSeconds(sizes.maxMessageSize() / SLOWEST_BYTES_A_SECOND);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Answer answer = new Answer(exchange, answered);
    try {
      if (phase.closing()) {
        exchange.setPersistent(false);
      }
      guard.check(exchange);
      Route route = Route.of(exchange.getRequestMethod(), exchange.getRequestURI());
      if (route instanceof Route.Alive) {
        answer.alive();
        return;
      }
      phase.check();
      if (route instanceof Route.Nowhere nowhere) {
        throw nowhere.refusal();
      }
      if (route instanceof Route.WrongMethod wrong) {
        exchange.getResponseHeaders().put(Headers.ALLOW, wrong.allowed());
        throw wrong.refusal();
      }
      Caller caller = authenticate(exchange);
      answer.askedBy(caller);
      if (route instanceof Route.Produce produce) {
        accept(exchange, answer, caller, produce.topic());
      } else if (route instanceof Route.IllegalTopic illegal) {
        throw illegal.refusal();
      }
    } catch (Refusal e) {
      closeIfAmbiguous(exchange, e);
      answer.refused(e);
    } catch (RuntimeException e) {
      answer.failed(e);
    }
  }

  private Caller authenticate(HttpServerExchange exchange) throws Refusal {
    HeaderValues values = exchange.getRequestHeaders().get(Headers.AUTHORIZATION);
    if (values != null && values.size() == 1) {
      Optional<ApiKey> key = AuthorizationHeader.key(values.getFirst());
      Optional<Caller> caller =
          key.flatMap(k -> snapshot.get().keys().flatMap(ring -> ring.find(k, clock.instant())));
      if (caller.isPresent()) {
        return caller.get();
      }
    }
    throw Refusal.of(
        Reason.NOT_AUTHENTICATED,
        "A valid API key is needed in exactly one header: Authorization: Bearer <key>.");
  }

  private void accept(HttpServerExchange exchange, Answer answer, Caller caller, String topic)
      throws Refusal {
    answer.about(topic);
    TopicGrants.check(caller, topic);
    BodyType type = BodyType.of(exchange.getRequestHeaders().get(Headers.CONTENT_TYPE));
    RecordParameters parameters = RecordParameters.parse(exchange.getQueryString());
    kafka.checkHeaders(parameters.headers());
    sizes.checkKey(parameters.key().map(key -> key.length).orElse(0));
    long declared = exchange.getRequestContentLength();
    sizes.checkMessage(declared);
    if (exchange.isRequestComplete()) {
      parameters.checkBody(0);
    } else if (declared > 0) {
      parameters.checkBody(declared);
    }
    long bytes =
        RECORD_OVERHEAD + parameters.size() + (declared < 0 ? RequestBody.FIRST_CHUNK : declared);
    Reservation reservation = inFlight.reserve(caller.serviceId(), bytes);
    ProduceRequest request =
        new ProduceRequest(
            exchange,
            answer,
            caller.serviceId(),
            topic,
            parameters,
            type,
            reservation,
            sizes,
            kafka,
            bodyDeadline);
    exchange.dispatch(SameThreadExecutor.INSTANCE, request::start);
  }

  /** After a head that can be read in two ways, nobody knows where the next request begins. */
  private static void closeIfAmbiguous(HttpServerExchange exchange, Refusal refusal) {
    if (refusal.reason() == Reason.MALFORMED && !exchange.isRequestComplete()
        || exchange.getRequestHeaders().contains(Headers.TRANSFER_ENCODING)) {
      exchange.setPersistent(false);
    }
  }
}
