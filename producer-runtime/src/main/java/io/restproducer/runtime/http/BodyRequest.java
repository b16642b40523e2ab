package io.restproducer.runtime.http;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.limits.BodyLimit;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.refusal.Refusal;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.util.Optional;

/**
 * The later half of a request, once it has been accepted: topic, body, Kafka, answer, each a step
 * on the same I/O thread. Whatever way it ends, the reservation is given back after the answer.
 *
 * @param <T> what the body is read into
 */
abstract class BodyRequest<T> implements RequestBody.Reader {
  private static final byte[] NO_BODY = {};

  final HttpServerExchange exchange;
  final Answer answer;
  final ServiceIdentity sender;
  final String topic;
  final Reservation reservation;
  final KafkaCluster kafka;
  final IoThread loop;
  private final BodyLimit limit;
  private final ServingPhase phase;

  BodyRequest(
      HttpServerExchange exchange,
      Answer answer,
      ServiceIdentity sender,
      String topic,
      BodyLimit limit,
      Reservation reservation,
      Service service) {
    this.exchange = exchange;
    this.answer = answer;
    this.sender = sender;
    this.topic = topic;
    this.limit = limit;
    this.reservation = reservation;
    this.kafka = service.kafka();
    this.phase = service.phase();
    this.loop = new IoThread(exchange.getIoThread());
  }

  /** Whether reading a body of so many bytes takes long: others wait for this thread. */
  abstract boolean isLongWork(int bytes);

  /** What {@code body} holds; may be called on another thread. */
  abstract T read(byte[] body) throws Refusal;

  /** Hands it to Kafka, and sees to the answer. */
  abstract void write(T content);

  /** The topic must be known to exist before the body is read. */
  final void start() {
    guarded(() -> kafka.confirm(topic, loop, no -> guarded(() -> confirmed(no))));
  }

  private void confirmed(Optional<Refusal> no) {
    if (no.isPresent()) {
      refused(no.get());
      return;
    }
    if (exchange.isRequestComplete()) {
      complete(NO_BODY);
      return;
    }
    new RequestBody(exchange, LingeringClose.requestChannel(exchange), limit, reservation, this)
        .read(limit.patience());
  }

  @Override
  public final void checkWanted() throws Refusal {
    phase.check();
  }

  @Override
  public final void complete(byte[] body) {
    if (isLongWork(body.length)) {
      guarded(() -> exchange.getConnection().getWorker().execute(() -> readElsewhere(body)));
      return;
    }
    try {
      T content = read(body);
      guarded(() -> write(content));
    } catch (Refusal e) {
      refused(e);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void readElsewhere(byte[] body) {
    try {
      T content = read(body);
      loop.execute(() -> guarded(() -> write(content)));
    } catch (Refusal e) {
      loop.execute(() -> refused(e));
    } catch (RuntimeException e) {
      loop.execute(() -> failed(e));
    }
  }

  @Override
  public final void refused(Refusal refusal) {
    lastly(() -> answer.refused(refusal));
  }

  @Override
  public final void broken(IOException why) {
    reservation.release();
    answer.abandoned(why);
  }

  @Override
  public final void failed(RuntimeException bug) {
    lastly(() -> answer.failed(bug));
  }

  /** Ends the request with {@code said}. */
  final void lastly(Runnable said) {
    try {
      said.run();
    } finally {
      reservation.release();
    }
  }

  /** Nobody above catches what a later step throws: without this the caller would wait for ever. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      failed(e);
    }
  }
}
