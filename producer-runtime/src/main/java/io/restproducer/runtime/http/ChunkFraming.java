package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.conduits.ChunkedStreamSourceConduit;
import io.undertow.conduits.ReadDataStreamSourceConduit;
import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Looks at a chunked body before Undertow does, which takes almost anything as framing and collects
 * trailers in memory without a bound: the framing must be well-formed, and what comes beside data
 * is counted. Whoever reads the body tells when data came, and gives up when something is wrong.
 */
final class ChunkFraming extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final AttachmentKey<ChunkFraming> FRAMING =
      AttachmentKey.create(ChunkFraming.class);

  /** Room for the data that is read in one go with the framing around it. */
  private static final int MOST_BYTES = 64 << 10;

  private static final Refusal MALFORMED =
      Refusal.of(
          Reason.MALFORMED,
          "The body's chunks are not framed as RFC 9112 has it, or have extensions: send a size of"
              + " up to 8 hexadecimal digits and CR LF, the data, CR LF.");
  private static final Refusal TOO_MUCH =
      Refusal.of(
          Reason.MALFORMED,
          "The body's chunks carry too much beside data: send fewer trailers, or none.");

  private final HttpServerConnection connection;
  private final ChunkSyntax syntax = new ChunkSyntax();
  private boolean started;
  private long sinceData;

  private ChunkFraming(HttpServerConnection connection) {
    super(new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
    this.connection = connection;
  }

  /**
   * Counts from here on, before anything of the body was read; does nothing for other bodies. The
   * reader of chunks is made anew with it, and with the limit that {@code exchange} has now: the
   * one that Undertow made keeps an older one.
   */
  static void count(HttpServerExchange exchange) {
    if (!(exchange.getConnection() instanceof HttpServerConnection connection)) {
      return;
    }
    ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
    if (channel.getConduit() instanceof ChunkedStreamSourceConduit) {
      ChunkFraming framing = new ChunkFraming(connection);
      channel.setConduit(
          new ChunkedStreamSourceConduit(
              framing, exchange, chunks -> end(exchange, chunks.isFinished())));
      exchange.putAttachment(FRAMING, framing);
    }
  }

  /**
   * Told after each read of the body; refuses when it is to be read no further.
   *
   * @param dataRead bytes of data; negative at what Undertow takes for the body's end
   */
  static void check(HttpServerExchange exchange, int dataRead) throws Refusal {
    ChunkFraming framing = exchange.getAttachment(FRAMING);
    if (framing == null) {
      return;
    }
    framing.sinceData = dataRead > 0 ? 0 : framing.sinceData;
    if (framing.syntax.isWrong() || dataRead < 0 && !framing.syntax.isWhole()) {
      throw MALFORMED;
    }
    if (framing.sinceData > MOST_BYTES) {
      throw TOO_MUCH;
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    // What Undertow has put back comes a second time.
    boolean again = started && connection.getExtraBytes() != null;
    started = true;
    int from = into.position();
    int read = super.read(into);
    if (read > 0 && !again) {
      syntax.read(into, from, from + read);
      sinceData += read;
    }
    if (syntax.isWrong()) {
      // Undertow gets nothing of it: it would close the connection without an answer.
      into.position(from);
      return 0;
    }
    return read;
  }

  private static void end(HttpServerExchange exchange, boolean finished) {
    if (!finished) {
      exchange.setPersistent(false);
    }
    Connectors.terminateRequest(exchange);
  }
}
