package io.restproducer.runtime.http;

import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.tls.TlsPolicy;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;

/**
 * One HTTPS listener, of either kind. All timeouts and bounds are set here: Undertow has none of
 * its own. Another TLS context is put in place without closing a connection.
 */
public final class HttpsListener implements AutoCloseable {
  private static final int MAX_HEADERS = 64;
  private static final int MAX_PARAMETERS = 32;
  private static final int HEADERS_WELL_ABOVE_OURS = 64 << 10;
  private static final long SWEEP_MILLIS = 200;

  private final HttpsPort port;
  private final Connections connections;
  private final int mostConnections;
  private final ScheduledExecutorService sweeper;

  /**
   * Opens the listener.
   *
   * @param address port 0 takes any free one
   * @param mostConnections that are open at once
   * @param observer told of each handshake and answer
   * @throws RuntimeException if the port cannot be bound
   */
  public HttpsListener(
      ListenerKind kind,
      InetSocketAddress address,
      int mostConnections,
      TlsPolicy policy,
      SSLContext tls,
      ServerThreads threads,
      Service service,
      AnswerObserver observer) {
    this.mostConnections = mostConnections;
    this.connections =
        new Connections(
            new HttpContinueReadHandler(handler(kind, policy, service, observer)),
            System::nanoTime);
    this.port =
        HttpsPort.open(
            address,
            tls,
            threads,
            socketOptions(kind, service.deadlines(), policy),
            serverOptions(service),
            observer::handshaken,
            connections);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            task -> ServerThreads.daemon(task, "connection-cap"));
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The port that is listened on. */
  public int port() {
    return port.number();
  }

  /** Shakes hands with {@code tls} from now on; open connections go on. */
  public void present(SSLContext tls) {
    port.present(tls);
  }

  /** Open connections, those still in their handshake included. */
  public long connections() {
    return port.connections();
  }

  /** Waits until nobody is connected, at most {@code patience}. */
  public void awaitNoConnection(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    synchronized (sweeper) {
      while (connections() > 0) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          return;
        }
        sweeper.wait(left);
      }
    }
  }

  /** Takes no new connection; open ones end with the threads. */
  @Override
  public void close() {
    sweeper.shutdownNow();
    port.close();
  }

  private static RequestHandler handler(
      ListenerKind kind, TlsPolicy policy, Service service, AnswerObserver observer) {
    return switch (kind) {
      case API ->
          new RequestHandler(
              new HeaderKey(), OpenContent.of(service.snapshot()), service, observer);
      case CLIENT_AUTH ->
          new RequestHandler(
              new CertificateKey(policy.apiKeyExtensions()), OpenContent.NONE, service, observer);
    };
  }

  private OptionMap socketOptions(ListenerKind kind, Deadlines deadlines, TlsPolicy policy) {
    return OptionMap.builder()
        .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of(policy.protocols()))
        .set(Options.SSL_ENABLED_CIPHER_SUITES, Sequence.of(policy.suites()))
        .set(
            Options.SSL_CLIENT_AUTH_MODE,
            kind == ListenerKind.CLIENT_AUTH
                ? SslClientAuthMode.REQUIRED
                : SslClientAuthMode.NOT_REQUESTED)
        .set(UndertowOptions.SSL_USER_CIPHER_SUITES_ORDER, true)
        .set(Options.CONNECTION_HIGH_WATER, mostConnections)
        // Equal marks: with a lower one XNIO stops one short when two threads race for an accept.
        .set(Options.CONNECTION_LOW_WATER, mostConnections)
        // No READ_TIMEOUT: heads and bodies have deadlines as a whole.
        .set(Options.WRITE_TIMEOUT, millis(deadlines.write()))
        .getMap();
  }

  private static OptionMap serverOptions(Service service) {
    SizeLimits sizes = service.sizes();
    Deadlines deadlines = service.deadlines();
    int head = sizes.maxUriLength() + HEADERS_WELL_ABOVE_OURS;
    int batch = sizes.batch(service.inFlight().mostBytes()).most();
    long entity = Math.max(sizes.maxMessageSize(), batch) + 2 * LingeringClose.MOST_BYTES;
    return OptionMap.builder()
        .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, millis(deadlines.head()))
        .set(UndertowOptions.NO_REQUEST_TIMEOUT, millis(deadlines.idle()))
        .set(UndertowOptions.MAX_HEADER_SIZE, head)
        .set(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
        .set(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
        .set(UndertowOptions.MAX_ENTITY_SIZE, entity)
        .set(UndertowOptions.DECODE_URL, false)
        .set(UndertowOptions.ENABLE_HTTP2, false)
        .getMap();
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  /** Undertow tells nobody when a connection ends that never got through its handshake. */
  private void sweep() {
    makeRoom();
    synchronized (sweeper) {
      sweeper.notifyAll();
    }
  }

  /** Keeps a sixteenth of the cap free, or new connections would never get to send a request. */
  private void makeRoom() {
    long room = mostConnections - Math.max(1, mostConnections / 16);
    connections.closeIdle((int) (connections() - room));
  }
}
