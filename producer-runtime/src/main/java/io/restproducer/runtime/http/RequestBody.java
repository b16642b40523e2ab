package io.restproducer.runtime.http;

import io.restproducer.runtime.limits.BodyLimit;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads a body without blocking, straight into the array that becomes the record's value. Whatever
 * it allocates is reserved before; all of it must arrive within one deadline.
 */
final class RequestBody {
  private static final int READ_AT_ONCE = 64 << 10;
  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  /** What is allocated for a body of undeclared length before any of it has come. */
  static final int FIRST_CHUNK = 4 << 10;

  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;
  private final BodyLimit limit;
  private final Reservation reservation;
  private final long declared;
  private final Reader reader;
  private Duration patience;
  private long startedAt;
  private XnioExecutor.Key nextLook;
  private byte[] array;
  private int length;
  private boolean ended;

  RequestBody(
      HttpServerExchange exchange,
      StreamSourceChannel channel,
      BodyLimit limit,
      Reservation reservation,
      Reader reader) {
    this.exchange = exchange;
    this.channel = channel;
    this.limit = limit;
    this.reservation = reservation;
    this.declared = exchange.getRequestContentLength();
    this.reader = reader;
    int first = declared >= 0 ? (int) Math.min(declared, READ_AT_ONCE) : FIRST_CHUNK;
    this.array = new byte[first];
  }

  /** What became of the body; told exactly once, on the I/O thread. */
  interface Reader {
    /**
     * Asked now and then while the body comes.
     *
     * @throws Refusal if nobody waits for it any more
     */
    void checkWanted() throws Refusal;

    void complete(byte[] body);

    void refused(Refusal refusal);

    /** The connection broke: there is nobody to answer. */
    void broken(IOException why);

    /** A fault of this program. */
    void failed(RuntimeException bug);
  }

  /** Starts to read; call it on the I/O thread, outside of the handler's own call. */
  void read(Duration longest) {
    patience = longest;
    startedAt = System.nanoTime();
    lookLater(patience.toNanos());
    channel.getReadSetter().set(ignored -> readAvailable());
    readAvailable();
  }

  private void lookLater(long left) {
    long pause = Math.min(left, LOOK_NANOS);
    nextLook = exchange.getIoThread().executeAfter(this::look, pause, TimeUnit.NANOSECONDS);
  }

  private void look() {
    if (ended) {
      return;
    }
    long left = startedAt + patience.toNanos() - System.nanoTime();
    try {
      if (left <= 0) {
        throw tooSlow();
      }
      reader.checkWanted();
      lookLater(left);
    } catch (Refusal e) {
      end();
      reader.refused(e);
    }
  }

  private void readAvailable() {
    if (ended) {
      return;
    }
    try {
      int read;
      do {
        read = channel.read(room());
        length += Math.max(0, read);
        if (declared < 0) {
          reservation.charge(Math.max(0, read));
        }
        limit.checkSoFar(length);
        ChunkFraming.check(exchange, read);
      } while (read > 0);
      if (read < 0) {
        end();
        complete();
      } else {
        channel.resumeReads();
      }
    } catch (Refusal e) {
      end();
      reader.refused(e);
    } catch (IOException e) {
      end();
      reader.broken(e);
    } catch (RuntimeException e) {
      end();
      reader.failed(e);
    }
  }

  /** Room for at least one byte: only a read that could deliver shows where the body ends. */
  private ByteBuffer room() throws Refusal {
    if (length == array.length) {
      if (length == declared) {
        return ByteBuffer.allocate(1);
      }
      int larger = Math.min(2 * Math.max(array.length, FIRST_CHUNK), limit.most() + 1);
      if (declared >= 0) {
        larger = (int) Math.min(larger, declared);
      } else {
        reservation.grow(larger - array.length);
      }
      array = Arrays.copyOf(array, larger);
    }
    return ByteBuffer.wrap(array, length, array.length - length);
  }

  private void complete() {
    reader.complete(length == array.length ? array : Arrays.copyOf(array, length));
  }

  private Refusal tooSlow() {
    return Refusal.of(
        Reason.BODY_TOO_SLOW,
        "The body did not arrive within %d seconds (%d bytes did). Nothing was written."
            .formatted(patience.toSeconds(), length));
  }

  private void end() {
    ended = true;
    nextLook.remove();
    channel.suspendReads();
    channel.getReadSetter().set(null);
  }
}
