package io.restproducer.runtime.http;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.batch.Batch;
import io.restproducer.runtime.batch.BatchEntry;
import io.restproducer.runtime.limits.BodyLimit;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.produce.Ack;
import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.produce.WriteResult;
import io.restproducer.runtime.refusal.Refusal;
import io.undertow.server.HttpServerExchange;
import java.util.ArrayList;
import java.util.List;

/** A request whose body is a batch: each record has an outcome of its own, told in their order. */
final class BatchRequest extends BodyRequest<List<BatchEntry>> {
  private static final int MOST_BYTES_HERE = 64 << 10;

  /** Objects of ours and of Kafka's client beside the bytes of key, value and headers. */
  private static final int RECORD_OVERHEAD = 512;

  private final Batch batch;
  private final TraceContext trace;

  BatchRequest(
      HttpServerExchange exchange,
      Answer answer,
      ServiceIdentity sender,
      String topic,
      Batch batch,
      BodyLimit limit,
      Reservation reservation,
      Service service) {
    super(exchange, answer, sender, topic, limit, reservation, service);
    this.batch = batch;
    this.trace = TraceContext.of(exchange.getRequestHeaders());
  }

  @Override
  boolean isLongWork(int bytes) {
    return bytes > MOST_BYTES_HERE;
  }

  /** What is made of the body comes beside it. */
  @Override
  List<BatchEntry> read(byte[] body) throws Refusal {
    List<BatchEntry> entries = batch.read(body);
    reservation.grow(body.length + (long) (RECORD_OVERHEAD + trace.size()) * entries.size());
    entries.replaceAll(this::sentByCaller);
    return entries;
  }

  private BatchEntry sentByCaller(BatchEntry entry) {
    if (!(entry instanceof BatchEntry.Good good)) {
      return entry;
    }
    try {
      return new BatchEntry.Good(kafka.sentBy(sender, good.record()));
    } catch (Refusal e) {
      return new BatchEntry.Bad(e);
    }
  }

  @Override
  void write(List<BatchEntry> entries) {
    BatchOutcome outcome = new BatchOutcome(entries.size());
    List<OutgoingRecord> records = new ArrayList<>(entries.size());
    List<WriteResult> results = new ArrayList<>(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof BatchEntry.Good good) {
        records.add(trace.on(good.record()));
        results.add(new Place(outcome, i));
      } else if (entries.get(i) instanceof BatchEntry.Bad bad) {
        outcome.refused(i, bad.refusal());
      }
    }
    if (records.isEmpty()) {
      end(outcome);
    } else {
      kafka.write(records, loop, results);
    }
  }

  private void endIfComplete(BatchOutcome outcome) {
    if (outcome.isComplete()) {
      end(outcome);
    }
  }

  private void end(BatchOutcome outcome) {
    lastly(() -> answer.batch(outcome));
  }

  /** Told how the record at one place ended. */
  private final class Place implements WriteResult {
    private final BatchOutcome outcome;
    private final int index;

    Place(BatchOutcome outcome, int index) {
      this.outcome = outcome;
      this.index = index;
    }

    @Override
    public void written(Ack ack) {
      outcome.written(index, ack);
      endIfComplete(outcome);
    }

    @Override
    public void refused(Refusal refusal) {
      outcome.refused(index, refusal);
      endIfComplete(outcome);
    }
  }
}
