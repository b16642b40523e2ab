package io.restproducer.runtime.http;

import io.undertow.conduits.ChunkedStreamSourceConduit;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.util.AbstractAttachable;
import io.undertow.util.Attachable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.PushBackStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * What Undertow reads out of a chunked body.
 *
 * @param data of its chunks
 * @param ended whether it saw the body's end
 * @param left bytes that it has not taken
 */
record UndertowChunks(byte[] data, boolean ended, int left) {
  private static final DefaultByteBufferPool POOL = new DefaultByteBufferPool(false, 64);

  /**
   * Reads as far as it goes.
   *
   * @param piece bytes that come at a time
   * @param room bytes that are taken at a time
   * @throws IOException if Undertow refuses it
   */
  static UndertowChunks read(byte[] bytes, int piece, int room) throws IOException {
    Pieces pieces = new Pieces(bytes, piece);
    PushBackStreamSourceConduit source = new PushBackStreamSourceConduit(pieces);
    Attachable trailers = new AbstractAttachable() {};
    ChunkedStreamSourceConduit chunks =
        new ChunkedStreamSourceConduit(source, source, POOL, ended -> {}, trailers, () -> {});
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteBuffer into = ByteBuffer.allocate(room);
    int read = 0;
    // Framing that was put back is taken without a byte of data, and without a new byte.
    for (int idle = 0; read >= 0 && idle < 2; ) {
      int before = pieces.left();
      read = chunks.read(into.clear());
      data.write(into.array(), 0, Math.max(0, read));
      idle = read == 0 && pieces.left() == before ? idle + 1 : 0;
    }
    return new UndertowChunks(data.toByteArray(), read < 0, rest(source));
  }

  /** What was put back, and what has not come yet. */
  private static int rest(PushBackStreamSourceConduit source) throws IOException {
    ByteBuffer again = ByteBuffer.allocate(64);
    int left = 0;
    while (source.read(again.clear()) > 0) {
      left += again.position();
    }
    return left;
  }

  /** Bytes that come a few at a time, and then no more for now. */
  private static final class Pieces extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private final ByteBuffer bytes;
    private final int piece;

    Pieces(byte[] bytes, int piece) {
      super(nothing());
      this.bytes = ByteBuffer.wrap(bytes);
      this.piece = piece;
    }

    int left() {
      return bytes.remaining();
    }

    @Override
    public int read(ByteBuffer into) {
      int count = Math.min(piece, Math.min(into.remaining(), bytes.remaining()));
      into.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    private static StreamSourceConduit nothing() {
      return (StreamSourceConduit)
          Proxy.newProxyInstance(
              Pieces.class.getClassLoader(),
              new Class<?>[] {StreamSourceConduit.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });
    }
  }
}
