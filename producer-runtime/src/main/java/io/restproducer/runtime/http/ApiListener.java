package io.restproducer.runtime.http;

import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.produce.KafkaCluster;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.tls.ServerCertificate;
import io.restproducer.runtime.tls.TlsPolicy;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.HttpContinueReadHandler;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;

/**
 * The HTTPS listener {@code api}. All timeouts and bounds are set here: Undertow has none of its
 * own. Another certificate is put in place without closing a connection.
 */
public final class ApiListener implements AutoCloseable {
  private static final int MAX_HEADERS = 64;
  private static final int MAX_PARAMETERS = 32;
  private static final int HEADERS_WELL_ABOVE_OURS = 64 << 10;
  private static final long SWEEP_MILLIS = 200;

  private final HttpsPort port;
  private final Connections connections;
  private final int mostConnections;
  private final ThreadPoolExecutor handshakes;
  private final ScheduledExecutorService sweeper;

  /**
   * Opens the listener.
   *
   * @param observer told of each answer
   * @throws RuntimeException if the port cannot be bound
   */
  public ApiListener(
      Settings settings,
      Deadlines deadlines,
      ServerCertificate certificate,
      Supplier<Snapshot> snapshot,
      InstantSource clock,
      InFlight inFlight,
      Quotas quotas,
      KafkaCluster kafka,
      ServingPhase phase,
      AnswerObserver observer) {
    this.mostConnections = settings.capacity().connections();
    this.connections =
        new Connections(
            new HttpContinueReadHandler(
                new RequestHandler(
                    snapshot,
                    clock,
                    settings.sizes(),
                    deadlines,
                    inFlight,
                    quotas,
                    kafka,
                    phase,
                    observer)),
            System::nanoTime);
    this.handshakes = handshakes(mostConnections);
    SSLContext tls = TlsPolicy.context(certificate);
    this.port =
        HttpsPort.open(
            new InetSocketAddress(settings.bindAddress(), settings.apiPort()),
            tls,
            handshakes,
            socketOptions(deadlines, tls),
            serverOptions(settings, deadlines),
            connections);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "connection-cap"));
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The port that is listened on. */
  public int port() {
    return port.number();
  }

  /** Presents {@code certificate} to new connections; open ones go on. */
  public void present(ServerCertificate certificate) {
    port.present(TlsPolicy.context(certificate));
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

  @Override
  public void close() {
    sweeper.shutdownNow();
    port.close();
    handshakes.shutdownNow();
  }

  private OptionMap socketOptions(Deadlines deadlines, SSLContext tls) {
    return OptionMap.builder()
        .set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of(TlsPolicy.PROTOCOLS))
        .set(Options.SSL_ENABLED_CIPHER_SUITES, Sequence.of(TlsPolicy.suites(tls)))
        .set(UndertowOptions.SSL_USER_CIPHER_SUITES_ORDER, true)
        .set(Options.CONNECTION_HIGH_WATER, mostConnections)
        // Equal marks: with a lower one XNIO stops one short when two threads race for an accept.
        .set(Options.CONNECTION_LOW_WATER, mostConnections)
        // No READ_TIMEOUT: heads and bodies have deadlines as a whole.
        .set(Options.WRITE_TIMEOUT, millis(deadlines.write()))
        .getMap();
  }

  private static OptionMap serverOptions(Settings settings, Deadlines deadlines) {
    int head = settings.sizes().maxUriLength() + HEADERS_WELL_ABOVE_OURS;
    int batch = settings.sizes().batch(settings.capacity().bytesInFlight()).most();
    long entity =
        Math.max(settings.sizes().maxMessageSize(), batch) + 2 * LingeringClose.MOST_BYTES;
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

  /** Handshakes leave the I/O threads, so that a storm of them does not hold up requests. */
  private static ThreadPoolExecutor handshakes(int queue) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(queue),
        task -> daemon(task, "tls-handshake"));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
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
