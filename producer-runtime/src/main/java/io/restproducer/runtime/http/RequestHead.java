package io.restproducer.runtime.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at the raw bytes of each head on their way to Undertow, whose parser takes more than RFC
 * 9112 allows (a bare CR or LF ends a line, lines may be folded, any version is 1.1) and leaves no
 * trace of it. A head is let through only if both agree on where it ends. Undertow must not put a
 * conduit of its own over this one, as it does for statistics and for a read timeout.
 */
final class RequestHead extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final HeadSyntax syntax = new HeadSyntax();
  private boolean reading = true;

  private RequestHead(StreamSourceConduit next) {
    super(next);
  }

  /** Looks at all that comes on {@code connection}; call it before anything is read. */
  static void watch(StreamConnection connection) {
    ConduitStreamSourceChannel source = connection.getSourceChannel();
    source.setConduit(new RequestHead(source.getConduit()));
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
    if (extra != null) {
      ByteBuffer buffer = extra.getBuffer();
      head.syntax.read(buffer, buffer.position(), buffer.limit());
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int from = into.position();
    int read = super.read(into);
    if (reading && read > 0) {
      syntax.read(into, from, from + read);
    }
    return read;
  }

  private static RequestHead of(ServerConnection connection) {
    return connection instanceof HttpServerConnection http
            && http.getOriginalSourceConduit() instanceof RequestHead head
        ? head
        : null;
  }
}
