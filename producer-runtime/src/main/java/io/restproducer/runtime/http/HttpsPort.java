package io.restproducer.runtime.http;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.channels.AcceptingChannel;
import org.xnio.management.XnioServerMXBean;
import org.xnio.ssl.SslConnection;

/**
 * One HTTPS port of Undertow. It is put together here and not by Undertow's builder, which has no
 * place for {@link RequestHead} between TLS and the parser.
 */
final class HttpsPort implements AutoCloseable {
  private static final int BACKLOG = 1000;

  private final ServerThreads threads;
  private final UndertowXnioSsl ssl;
  private final AcceptingChannel<SslConnection> channel;
  private final InetSocketAddress address;

  private HttpsPort(
      ServerThreads threads, UndertowXnioSsl ssl, AcceptingChannel<SslConnection> channel) {
    this.threads = threads;
    this.ssl = ssl;
    this.channel = channel;
    this.address = channel.getLocalAddress(InetSocketAddress.class);
  }

  /**
   * Opens it.
   *
   * @param handshaken called for each connection when its handshake is done
   * @throws UncheckedIOException if it cannot be bound
   */
  static HttpsPort open(
      InetSocketAddress address,
      SSLContext tls,
      ServerThreads threads,
      OptionMap socketOptions,
      OptionMap serverOptions,
      Runnable handshaken,
      HttpHandler handler) {
    HttpOpenListener http = new HttpOpenListener(threads.buffers(), serverOptions);
    http.setRootHandler(handler);
    UndertowXnioSsl ssl =
        new UndertowXnioSsl(
            threads.worker().getXnio(),
            OptionMap.create(Options.USE_DIRECT_BUFFERS, true),
            tls,
            threads.handshakes());
    Duration headPatience =
        Duration.ofMillis(serverOptions.get(UndertowOptions.REQUEST_PARSE_TIMEOUT, 0))
            .plusSeconds(1);
    ChannelListener<SslConnection> opened =
        connection -> {
          countOnce(connection, handshaken);
          RequestHead.watch(connection, headPatience);
          http.handleEvent(connection);
        };
    try {
      AcceptingChannel<SslConnection> channel =
          ssl.createSslConnectionServer(
              threads.worker(),
              address,
              ChannelListeners.openListenerAdapter(opened),
              OptionMap.builder()
                  .set(Options.WORKER_IO_THREADS, threads.worker().getIoThreadCount())
                  .set(Options.TCP_NODELAY, true)
                  .set(Options.REUSE_ADDRESSES, true)
                  .set(Options.BALANCING_TOKENS, 1)
                  .set(Options.BALANCING_CONNECTIONS, 2)
                  .set(Options.BACKLOG, BACKLOG)
                  .addAll(socketOptions)
                  .getMap());
      channel.resumeAccepts();
      return new HttpsPort(threads, ssl, channel);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int number() {
    return address.getPort();
  }

  /** Shakes hands with {@code tls} from now on; open connections go on. */
  void present(SSLContext tls) {
    ssl.updateSSLContext(tls);
  }

  /** Open connections, those still in their handshake included. */
  long connections() {
    return threads.worker().getMXBean().getServerMXBeans().stream()
        .filter(server -> address.toString().equals(server.getBindAddress()))
        .mapToLong(XnioServerMXBean::getConnectionCount)
        .sum();
  }

  /** Takes no new connection; open ones end with the threads. */
  @Override
  public void close() {
    IoUtils.safeClose(channel);
  }

  /** A handshake is done more than once on a connection where keys are renewed. */
  private static void countOnce(SslConnection connection, Runnable handshaken) {
    AtomicBoolean first = new AtomicBoolean(true);
    connection
        .getHandshakeSetter()
        .set(
            done -> {
              if (first.getAndSet(false)) {
                handshaken.run();
              }
            });
  }
}
