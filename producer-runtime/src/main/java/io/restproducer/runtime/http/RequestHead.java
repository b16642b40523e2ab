package io.restproducer.runtime.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at the raw bytes of each head on their way to Undertow, whose parser takes more than RFC
 * 9112 allows (a bare CR or LF ends a line, lines may be folded, any version is 1.1) and leaves no
 * trace of it. A head is let through only if both agree on where it ends. Undertow must not put a
 * conduit of its own over this one, as it does for statistics and for a read timeout.
 *
 * <p>It also ends what is never asked about: a request without a plain {@code Host} is answered by
 * Undertow itself, which first reads its body to the end, however long that takes.
 */
final class RequestHead extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final int MOST_UNASKED_BYTES = 64 << 10;

  private final StreamConnection connection;
  private final long patienceNanos;
  private final HeadSyntax syntax = new HeadSyntax();
  private boolean reading = true;
  private boolean begun;
  private long begunAt;
  private boolean looksAgain;

  private RequestHead(StreamConnection connection, Duration patience) {
    super(connection.getSourceChannel().getConduit());
    this.connection = connection;
    this.patienceNanos = patience.toNanos();
  }

  /**
   * Looks at all that comes on {@code connection}; call it before anything is read.
   *
   * @param patience from a head's first byte until it is asked about; longer than Undertow's own
   */
  static void watch(StreamConnection connection, Duration patience) {
    connection.getSourceChannel().setConduit(new RequestHead(connection, patience));
  }

  /**
   * Whether the head of {@code exchange} can be read in one way only. From now on its body comes.
   */
  static boolean isPlain(HttpServerExchange exchange) {
    RequestHead head = of(exchange.getConnection());
    if (head == null) {
      // Only in tests without TLS; that the port of the API is watched is a test of its own.
      return true;
    }
    head.reading = false;
    head.begun = false;
    PooledByteBuffer extra = ((HttpServerConnection) exchange.getConnection()).getExtraBytes();
    int left = extra == null ? 0 : extra.getBuffer().remaining();
    return head.syntax.isWhole() && head.syntax.beyond() == left;
  }

  /** The exchange is over: what was read beyond it belongs to the next head. */
  static void expectNext(ServerConnection connection) {
    RequestHead head = of(connection);
    if (head == null) {
      return;
    }
    head.reading = true;
    head.syntax.reset();
    PooledByteBuffer extra = ((HttpServerConnection) connection).getExtraBytes();
    if (extra != null && extra.getBuffer().hasRemaining()) {
      ByteBuffer buffer = extra.getBuffer();
      head.begin();
      head.syntax.read(buffer, buffer.position(), buffer.limit());
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int from = into.position();
    int read = super.read(into);
    if (reading && read > 0) {
      begin();
      syntax.read(into, from, from + read);
      if (syntax.beyond() > MOST_UNASKED_BYTES) {
        throw new IOException("a body that nobody asked for goes on and on");
      }
    }
    return read;
  }

  private void begin() {
    if (!begun) {
      begun = true;
      begunAt = System.nanoTime();
      lookAgainIn(patienceNanos);
    }
  }

  /** One timer a connection, however many heads come meanwhile. */
  private void lookAgainIn(long nanos) {
    if (!looksAgain) {
      looksAgain = true;
      connection.getIoThread().executeAfter(this::look, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void look() {
    looksAgain = false;
    if (!begun) {
      return;
    }
    long left = begunAt + patienceNanos - System.nanoTime();
    if (left > 0) {
      lookAgainIn(left);
    } else {
      IoUtils.safeClose(connection);
    }
  }

  private static RequestHead of(ServerConnection connection) {
    return connection instanceof HttpServerConnection http
            && http.getOriginalSourceConduit() instanceof RequestHead head
        ? head
        : null;
  }
}
