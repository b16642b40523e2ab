package io.restproducer.runtime.http;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.produce.WriteResult;
import io.restproducer.runtime.refusal.Refusal;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The later half of a request, once it has been accepted: topic, body, Kafka, answer, each a step
 * on the same I/O thread. Whatever way it ends, the reservation is given back after the answer.
 */
final class ProduceRequest implements RequestBody.Reader, WriteResult {
  private static final byte[] NO_BODY = {};

  /** Longer JSON is read elsewhere: others wait for this thread. */
  private static final int MOST_JSON_HERE = 256 << 10;

  private final HttpServerExchange exchange;
  private final Answer answer;
  private final ServiceIdentity sender;
  private final String topic;
  private final RecordParameters parameters;
  private final BodyType type;
  private final Reservation reservation;
  private final SizeLimits sizes;
  private final KafkaCluster kafka;
  private final Duration bodyDeadline;
  private final IoThread loop;

  ProduceRequest(
      HttpServerExchange exchange,
      Answer answer,
      ServiceIdentity sender,
      String topic,
      RecordParameters parameters,
      BodyType type,
      Reservation reservation,
      SizeLimits sizes,
      KafkaCluster kafka,
      Duration bodyDeadline) {
    this.exchange = exchange;
    this.answer = answer;
    this.sender = sender;
    this.topic = topic;
    this.parameters = parameters;
    this.type = type;
    this.reservation = reservation;
    this.sizes = sizes;
    this.kafka = kafka;
    this.bodyDeadline = bodyDeadline;
    this.loop = new IoThread(exchange.getIoThread());
  }

  /** The topic must be known to exist before the body is read. */
  void start() {
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
    new RequestBody(exchange, LingeringClose.requestChannel(exchange), sizes, reservation, this)
        .read(bodyDeadline);
  }

  @Override
  public void complete(byte[] body) {
    if (type == BodyType.JSON && body.length > MOST_JSON_HERE) {
      guarded(() -> exchange.getConnection().getWorker().execute(() -> judgeElsewhere(body)));
    } else {
      guarded(() -> write(body, problem(body)));
    }
  }

  private void judgeElsewhere(byte[] body) {
    try {
      Optional<Refusal> problem = problem(body);
      loop.execute(() -> guarded(() -> write(body, problem)));
    } catch (RuntimeException e) {
      loop.execute(() -> failed(e));
    }
  }

  private Optional<Refusal> problem(byte[] body) {
    try {
      parameters.checkBody(body.length);
      if (type == BodyType.JSON && body.length > 0) {
        JsonCheck.check(body);
      }
      return Optional.empty();
    } catch (Refusal e) {
      return Optional.of(e);
    }
  }

  private void write(byte[] body, Optional<Refusal> problem) {
    if (problem.isPresent()) {
      refused(problem.get());
    } else {
      kafka.write(parameters.record(topic, body), sender, loop, this);
    }
  }

  @Override
  public void written(Ack ack) {
    try {
      answer.written(ack);
    } finally {
      reservation.release();
    }
  }

  @Override
  public void refused(Refusal refusal) {
    try {
      answer.refused(refusal);
    } finally {
      reservation.release();
    }
  }

  @Override
  public void broken(IOException why) {
    reservation.release();
    answer.abandoned(why);
  }

  @Override
  public void failed(RuntimeException bug) {
    try {
      answer.failed(bug);
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
