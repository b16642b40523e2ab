package io.restproducer.runtime.http;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.limits.BodyLimit;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.produce.WriteResult;
import io.restproducer.runtime.refusal.Refusal;
import io.undertow.server.HttpServerExchange;

/** A request whose body is one record's value. */
final class ProduceRequest extends BodyRequest<OutgoingRecord> implements WriteResult {
  private static final int MOST_JSON_HERE = 256 << 10;

  private final RecordParameters parameters;
  private final BodyType type;

  ProduceRequest(
      HttpServerExchange exchange,
      Answer answer,
      ServiceIdentity sender,
      String topic,
      RecordParameters parameters,
      BodyType type,
      BodyLimit limit,
      Reservation reservation,
      Service service) {
    super(exchange, answer, sender, topic, limit, reservation, service);
    this.parameters = parameters;
    this.type = type;
  }

  @Override
  boolean isLongWork(int bytes) {
    return type == BodyType.JSON && bytes > MOST_JSON_HERE;
  }

  @Override
  OutgoingRecord read(byte[] body) throws Refusal {
    parameters.checkBody(body.length);
    if (type == BodyType.JSON && body.length > 0) {
      JsonCheck.check(body);
    }
    return kafka.sentBy(sender, parameters.record(topic, body));
  }

  @Override
  void write(OutgoingRecord record) {
    kafka.write(record, loop, this);
  }

  @Override
  public void written(Ack ack) {
    lastly(() -> answer.written(ack));
  }
}
