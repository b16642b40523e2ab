package io.restproducer.runtime.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.xnio.IoUtils;

/**
 * Knows the connections that have sent a request: closes the longest idle ones near the cap, and
 * each at a response boundary after ten minutes, so that load moves to new pods.
 */
final class Connections implements HttpHandler {
  private static final AttachmentKey<Connection> STATE = AttachmentKey.create(Connection.class);
  static final Duration LONGEST_LIFE = Duration.ofMinutes(10);

  private final HttpHandler next;
  private final LongSupplier nanoClock;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  Connections(HttpHandler next, LongSupplier nanoClock) {
    this.next = next;
    this.nanoClock = nanoClock;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Connection connection = connection(exchange.getConnection());
    connection.idleSince = Long.MAX_VALUE;
    if (nanoClock.getAsLong() - connection.openedAt > LONGEST_LIFE.toNanos()) {
      exchange.setPersistent(false);
    }
    exchange.addExchangeCompleteListener(connection);
    next.handleRequest(exchange);
  }

  /** Closes up to {@code count} idle connections, the longest idle first. */
  void closeIdle(int count) {
    open.stream()
        .filter(connection -> connection.idleSince != Long.MAX_VALUE)
        .sorted(Comparator.comparingLong(connection -> connection.idleSince))
        .limit(Math.max(0, count))
        .forEach(Connection::closeIfStillIdle);
  }

  private Connection connection(ServerConnection server) {
    Connection known = server.getAttachment(STATE);
    if (known != null) {
      return known;
    }
    Connection fresh = new Connection(server);
    server.putAttachment(STATE, fresh);
    open.add(fresh);
    server.addCloseListener(closed -> open.remove(fresh));
    return fresh;
  }

  /** One TCP connection; {@code idleSince} is the largest number while it is not idle. */
  private final class Connection implements ExchangeCompletionListener {
    private final ServerConnection server;
    private final long openedAt = nanoClock.getAsLong();
    private volatile long idleSince = Long.MAX_VALUE;

    Connection(ServerConnection server) {
      this.server = server;
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
      idleSince = nanoClock.getAsLong();
      RequestHead.expectNext(server);
      next.proceed();
    }

    /** On its own thread, where no request can begin meanwhile: closing would lose its answer. */
    void closeIfStillIdle() {
      server
          .getIoThread()
          .execute(
              () -> {
                if (idleSince != Long.MAX_VALUE) {
                  IoUtils.safeClose(server);
                }
              });
    }
  }
}
