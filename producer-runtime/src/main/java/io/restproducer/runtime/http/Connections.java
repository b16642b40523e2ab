package io.restproducer.runtime.http;

import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.AttachmentKey;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;

/**
 * Knows the connections that have sent a request: closes the longest idle ones near the cap, and
 * each at a response boundary after ten minutes, so that load moves to new pods.
 */
final class Connections implements HttpHandler {
  private static final AttachmentKey<Connection> STATE = AttachmentKey.create(Connection.class);
  private static final long LONGEST_LIFE = TimeUnit.MINUTES.toNanos(10);

  private final HttpHandler next;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();

  Connections(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    Connection connection = connection(exchange.getConnection());
    connection.idleSince = Long.MAX_VALUE;
    if (System.nanoTime() - connection.openedAt > LONGEST_LIFE) {
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
        .forEach(connection -> IoUtils.safeClose(connection.server));
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
  private static final class Connection implements ExchangeCompletionListener {
    private final ServerConnection server;
    private final long openedAt = System.nanoTime();
    private volatile long idleSince = Long.MAX_VALUE;

    Connection(ServerConnection server) {
      this.server = server;
    }

    @Override
    public void exchangeEvent(HttpServerExchange exchange, NextListener next) {
      idleSince = System.nanoTime();
      next.proceed();
    }
  }
}
