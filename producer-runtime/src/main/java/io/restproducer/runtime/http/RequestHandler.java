package io.restproducer.runtime.http;

import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.authz.TopicGrants;
import io.restproducer.runtime.batch.Batch;
import io.restproducer.runtime.limits.BodyLimit;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.restproducer.runtime.snapshot.Snapshot;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The first half of a request: everything that can be said before its body is read.
 *
 * <pre>
 *   I/O thread ─▶ RequestGuard ─▶ Route ─▶ key ring ─▶ Quotas ─▶ TopicGrants ─▶ parameters, sizes ─▶ InFlight
 *                    400,414,431    404,405    401       429         403         400,411,413,415     429,503
 *   same thread, later ─▶ topic known? ─▶ body ─▶ Kafka ─▶ answer               (BodyRequest)
 *                             404      400,408,413  408,413,503   200
 * </pre>
 */
final class RequestHandler implements HttpHandler {
  private static final int RECORD_OVERHEAD = 1 << 10;

  private final KeySource keys;
  private final OpenContent open;
  private final RequestGuard guard;
  private final Supplier<Snapshot> snapshot;
  private final InstantSource clock;
  private final SizeLimits sizes;
  private final BodyLimit message;
  private final BodyLimit batch;
  private final InFlight inFlight;
  private final Quotas quotas;
  private final Service service;
  private final ServingPhase phase;
  private final AnswerObserver observer;

  /**
   * A handler of all requests of one listener.
   *
   * @param open what anybody may read on this listener
   */
  RequestHandler(KeySource keys, OpenContent open, Service service, AnswerObserver observer) {
    this.keys = keys;
    this.open = open;
    this.snapshot = service.snapshot();
    this.clock = service.clock();
    this.sizes = service.sizes();
    this.inFlight = service.inFlight();
    this.quotas = service.quotas();
    this.service = service;
    this.phase = service.phase();
    this.observer = observer;
    this.guard = new RequestGuard(sizes.maxUriLength());
    this.message = sizes.message().within(service.deadlines());
    this.batch = sizes.batch(inFlight.mostBytes()).within(service.deadlines());
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Answer answer = new Answer(exchange, observer);
    try {
      if (phase.closing()) {
        exchange.setPersistent(false);
      }
      guard.check(exchange);
      Route route = route(exchange);
      if (route instanceof Route.Alive) {
        answer.alive();
        return;
      }
      if (route instanceof Route.Reading reading) {
        answer.read(reading.content());
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
      quotas.of(caller.serviceId()).takeRequest();
      if (route instanceof Route.Records records) {
        accept(exchange, answer, caller, records);
      } else if (route instanceof Route.Batch ofOtherProxies) {
        accept(exchange, answer, caller, ofOtherProxies);
      } else if (route instanceof Route.IllegalTopic illegal) {
        throw illegal.refusal();
      } else if (route instanceof Route.IllegalPartition illegal) {
        throw illegal.refusal();
      }
    } catch (Refusal e) {
      closeIfAmbiguous(exchange, e);
      answer.refused(e);
    } catch (RuntimeException e) {
      answer.failed(e);
    }
  }

  private Route route(HttpServerExchange exchange) {
    String path = exchange.getRequestURI();
    Route route = Route.of(exchange.getRequestMethod(), path);
    return route instanceof Route.Nowhere
        ? open.at(path).map(content -> Route.to(exchange.getRequestMethod(), content)).orElse(route)
        : route;
  }

  private Caller authenticate(HttpServerExchange exchange) throws Refusal {
    Optional<Caller> caller = keys.caller(exchange, snapshot.get(), clock.instant());
    if (caller.isEmpty()) {
      throw keys.refusal();
    }
    return caller.get();
  }

  private void accept(
      HttpServerExchange exchange, Answer answer, Caller caller, Route.Records route)
      throws Refusal {
    BodyType type = authorize(exchange, answer, caller, route.topic());
    if (type.isBatch()) {
      acceptBatch(
          exchange, answer, caller, new Route.Batch(route.topic(), OptionalInt.empty()), type);
      return;
    }
    RecordParameters sent = RecordParameters.parse(exchange.getQueryString());
    service.kafka().checkHeaders(sent.headers());
    RecordParameters parameters = sent.traced(TraceContext.of(exchange.getRequestHeaders()));
    sizes.checkKey(parameters.key().map(key -> key.length).orElse(0));
    long declared = exchange.getRequestContentLength();
    message.check(declared);
    if (exchange.isRequestComplete()) {
      parameters.checkBody(0);
    } else if (declared > 0) {
      parameters.checkBody(declared);
    }
    Reservation reservation = reserve(caller, parameters.size(), declared);
    start(
        exchange,
        new ProduceRequest(
            exchange,
            answer,
            caller.serviceId(),
            route.topic(),
            parameters,
            type,
            message,
            reservation,
            service));
  }

  private void accept(HttpServerExchange exchange, Answer answer, Caller caller, Route.Batch route)
      throws Refusal {
    BodyType type = authorize(exchange, answer, caller, route.topic());
    if (!type.isBatch()) {
      throw Refusal.of(
          Reason.UNSUPPORTED_BATCH,
          "This path takes batches only: application/vnd.kafka.json.v2+json, binary.v2+json or"
              + " text.v2+json. One record goes to /topics/{topic}/records.");
    }
    acceptBatch(exchange, answer, caller, route, type);
  }

  private void acceptBatch(
      HttpServerExchange exchange, Answer answer, Caller caller, Route.Batch route, BodyType type)
      throws Refusal {
    BatchParameters.check(exchange.getQueryString());
    long declared = exchange.getRequestContentLength();
    batch.check(declared);
    if (exchange.isRequestComplete()) {
      throw Refusal.of(
          Reason.EMPTY_BODY, "The request has no body; a batch is {\"records\":[{\"value\":…}]}.");
    }
    Batch content = new Batch(type.format(), route.topic(), route.partition(), sizes);
    Reservation reservation = reserve(caller, 0, declared);
    start(
        exchange,
        new BatchRequest(
            exchange,
            answer,
            caller.serviceId(),
            route.topic(),
            content,
            batch,
            reservation,
            service));
  }

  private static BodyType authorize(
      HttpServerExchange exchange, Answer answer, Caller caller, String topic) throws Refusal {
    answer.about(topic);
    TopicGrants.check(caller, topic);
    return BodyType.of(exchange.getRequestHeaders().get(Headers.CONTENT_TYPE));
  }

  /**
   * Room in flight, and bytes of the quota.
   *
   * @param declared bytes of the body; negative when it is chunked
   */
  private Reservation reserve(Caller caller, int parameters, long declared) throws Refusal {
    long body = declared < 0 ? RequestBody.FIRST_CHUNK : declared;
    return inFlight.reserve(
        caller.serviceId(),
        quotas.of(caller.serviceId()),
        RECORD_OVERHEAD + parameters + body,
        parameters + Math.max(0, declared));
  }

  private static void start(HttpServerExchange exchange, BodyRequest<?> request) {
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
