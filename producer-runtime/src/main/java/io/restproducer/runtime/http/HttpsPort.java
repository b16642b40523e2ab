package io.restproducer.runtime.http;

import io.undertow.UndertowOptions;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.management.XnioServerMXBean;
import org.xnio.ssl.SslConnection;

/**
 * One HTTPS port of Undertow on I/O threads of its own. It is put together here and not by
 * Undertow's builder, which has no place for {@link RequestHead} between TLS and the parser.
 */
final class HttpsPort implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024 - 20;
  private static final int BUFFERS_A_THREAD = 4;
  private static final int BACKLOG = 1000;

  private final XnioWorker worker;
  private final HttpOpenListener http;
  private final UndertowXnioSsl ssl;
  private final AcceptingChannel<SslConnection> channel;
  private boolean closed;

  private HttpsPort(
      XnioWorker worker,
      HttpOpenListener http,
      UndertowXnioSsl ssl,
      AcceptingChannel<SslConnection> channel) {
    this.worker = worker;
    this.http = http;
    this.ssl = ssl;
    this.channel = channel;
  }

  /**
   * Opens it.
   *
   * @param handshakes runs the costly steps of TLS handshakes
   * @throws UncheckedIOException if it cannot be bound
   */
  static HttpsPort open(
      InetSocketAddress address,
      SSLContext tls,
      Executor handshakes,
      OptionMap socketOptions,
      OptionMap serverOptions,
      HttpHandler handler) {
    Xnio xnio = Xnio.getInstance(HttpsPort.class.getClassLoader());
    int threads = Runtime.getRuntime().availableProcessors();
    XnioWorker worker = worker(xnio, threads);
    try {
      HttpOpenListener http =
          new HttpOpenListener(
              new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_A_THREAD),
              OptionMap.builder()
                  .set(UndertowOptions.BUFFER_PIPELINED_DATA, true)
                  .addAll(serverOptions)
                  .getMap());
      http.setRootHandler(handler);
      UndertowXnioSsl ssl =
          new UndertowXnioSsl(
              xnio, OptionMap.create(Options.USE_DIRECT_BUFFERS, true), tls, handshakes);
      ChannelListener<SslConnection> opened =
          connection -> {
            RequestHead.watch(connection);
            http.handleEvent(connection);
          };
      AcceptingChannel<SslConnection> channel =
          ssl.createSslConnectionServer(
              worker,
              address,
              ChannelListeners.openListenerAdapter(opened),
              OptionMap.builder()
                  .set(Options.WORKER_IO_THREADS, threads)
                  .set(Options.TCP_NODELAY, true)
                  .set(Options.REUSE_ADDRESSES, true)
                  .set(Options.BALANCING_TOKENS, 1)
                  .set(Options.BALANCING_CONNECTIONS, 2)
                  .set(Options.BACKLOG, BACKLOG)
                  .addAll(socketOptions)
                  .getMap());
      channel.resumeAccepts();
      return new HttpsPort(worker, http, ssl, channel);
    } catch (IOException e) {
      worker.shutdownNow();
      throw new UncheckedIOException(e);
    }
  }

  int number() {
    return channel.getLocalAddress(InetSocketAddress.class).getPort();
  }

  /** Shakes hands with {@code tls} from now on; open connections go on. */
  void present(SSLContext tls) {
    ssl.updateSSLContext(tls);
  }

  /** Open connections, those still in their handshake included. */
  long connections() {
    return worker.getMXBean().getServerMXBeans().stream()
        .mapToLong(XnioServerMXBean::getConnectionCount)
        .sum();
  }

  /** XNIO would wait for ever for threads that a first call has ended. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    IoUtils.safeClose(channel);
    worker.shutdownNow();
    try {
      worker.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.getBufferPool().close();
  }

  private static XnioWorker worker(Xnio xnio, int threads) {
    try {
      return xnio.createWorker(
          OptionMap.builder()
              .set(Options.WORKER_IO_THREADS, threads)
              .set(Options.WORKER_TASK_CORE_THREADS, 1)
              .set(Options.WORKER_TASK_MAX_THREADS, 1)
              .set(Options.TCP_NODELAY, true)
              .set(Options.CORK, true)
              .getMap());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
