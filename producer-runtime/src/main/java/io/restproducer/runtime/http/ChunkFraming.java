package io.restproducer.runtime.http;

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
 * Counts what comes of a chunked body and is no data: sizes, extensions, and trailers, which
 * Undertow collects in memory without a bound and delivers nothing of. Whoever reads the body tells
 * when data came, and gives up when too much has come without.
 */
final class ChunkFraming extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private static final AttachmentKey<ChunkFraming> FRAMING =
      AttachmentKey.create(ChunkFraming.class);

  /** Room for the data that is read in one go with the framing around it. */
  private static final int MOST_BYTES = 64 << 10;

  private long sinceData;

  private ChunkFraming(StreamSourceConduit next) {
    super(next);
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
      ChunkFraming framing =
          new ChunkFraming(
              new ReadDataStreamSourceConduit(connection.getOriginalSourceConduit(), connection));
      channel.setConduit(
          new ChunkedStreamSourceConduit(
              framing, exchange, chunks -> end(exchange, chunks.isFinished())));
      exchange.putAttachment(FRAMING, framing);
    }
  }

  /** Told after each read of the body; true when it is to be read no further. */
  static boolean isTooMuch(HttpServerExchange exchange, int dataRead) {
    ChunkFraming framing = exchange.getAttachment(FRAMING);
    if (framing == null) {
      return false;
    }
    framing.sinceData = dataRead > 0 ? 0 : framing.sinceData;
    return framing.sinceData > MOST_BYTES;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int read = super.read(into);
    sinceData += Math.max(0, read);
    return read;
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    long read = super.read(into, offset, length);
    sinceData += Math.max(0, read);
    return read;
  }

  private static void end(HttpServerExchange exchange, boolean finished) {
    if (!finished) {
      exchange.setPersistent(false);
    }
    Connectors.terminateRequest(exchange);
  }
}
