package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.AttachmentKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Ends an exchange that was answered before its body had come: throws the rest away, up to 1 MiB
 * and 2 s, because closing at once would make the client lose the answer.
 */
final class LingeringClose implements IoCallback {
  static final long MOST_BYTES = 1 << 20;

  private static final AttachmentKey<StreamSourceChannel> CHANNEL =
      AttachmentKey.create(StreamSourceChannel.class);
  private static final long MOST_MILLIS = 2_000;

  private ByteBuffer waste;
  private long thrownAway;
  private XnioExecutor.Key deadline;

  /** The body's channel, which Undertow hands out only once. */
  static StreamSourceChannel requestChannel(HttpServerExchange exchange) {
    StreamSourceChannel channel = exchange.getAttachment(CHANNEL);
    if (channel == null) {
      // Undertow would refuse to read anything of a body that is declared larger than its limit;
      // whoever reads here counts for himself.
      exchange.setMaxEntitySize(Long.MAX_VALUE);
      ChunkFraming.count(exchange);
      channel = exchange.getRequestChannel();
      exchange.putAttachment(CHANNEL, channel);
    }
    return channel;
  }

  @Override
  public void onComplete(HttpServerExchange exchange, Sender sender) {
    if (exchange.isRequestComplete()) {
      exchange.endExchange();
      return;
    }
    waste = ByteBuffer.allocate(8 << 10);
    StreamSourceChannel channel = requestChannel(exchange);
    try {
      deadline =
          exchange
              .getIoThread()
              .executeAfter(() -> close(exchange), MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The listener is being closed, and this connection with it.
      IoUtils.safeClose(exchange.getConnection());
      return;
    }
    channel.getReadSetter().set(ignored -> throwAway(exchange, channel));
    throwAway(exchange, channel);
  }

  @Override
  public void onException(HttpServerExchange exchange, Sender sender, IOException failure) {
    IoUtils.safeClose(exchange.getConnection());
  }

  private void throwAway(HttpServerExchange exchange, StreamSourceChannel channel) {
    try {
      int read;
      do {
        waste.clear();
        read = channel.read(waste);
        thrownAway += Math.max(0, read);
        // After each read: it counts what comes between two pieces of data.
        ChunkFraming.check(exchange, read);
      } while (read > 0 && thrownAway <= MOST_BYTES);
      if (read < 0) {
        deadline.remove();
        exchange.endExchange();
      } else if (read > 0) {
        close(exchange);
      } else {
        channel.resumeReads();
      }
    } catch (IOException | Refusal e) {
      close(exchange);
    }
  }

  private void close(HttpServerExchange exchange) {
    deadline.remove();
    IoUtils.safeClose(exchange.getConnection());
  }
}
