package io.restproducer.runtime.http;

import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.produce.OutgoingRecord;
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

  private final HttpServerExchange exchange;
  private final Answer answer;
  private final String topic;
  private final RecordParameters parameters;
  private final Reservation reservation;
  private final SizeLimits sizes;
  private final KafkaCluster kafka;
  private final Duration bodyDeadline;
  private final IoThread loop;

  ProduceRequest(
      HttpServerExchange exchange,
      Answer answer,
      String topic,
      RecordParameters parameters,
      Reservation reservation,
      SizeLimits sizes,
      KafkaCluster kafka,
      Duration bodyDeadline) {
    this.exchange = exchange;
    this.answer = answer;
    this.topic = topic;
    this.parameters = parameters;
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
    try {
      OutgoingRecord record = parameters.record(topic, body);
      guarded(() -> kafka.write(record, loop, this));
    } catch (Refusal e) {
      refused(e);
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
