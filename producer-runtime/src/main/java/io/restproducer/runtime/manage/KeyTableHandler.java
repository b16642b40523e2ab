package io.restproducer.runtime.manage;

import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.StatusReport;
import io.restproducer.runtime.snapshot.OlderKeyTable;
import io.restproducer.runtime.snapshot.Snapshots;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/** Takes a pushed key table; what is not genuine or older changes nothing. */
final class KeyTableHandler implements HttpHandler {
  /** A Secret holds at most 1 MiB, and so does what is stored in one. */
  static final int MOST_BYTES = 1 << 20;

  private static final int MOST_SECONDS = 10;

  private static final Logger log = LoggerFactory.getLogger(KeyTableHandler.class);

  private final Snapshots snapshots;
  private final Supplier<StatusReport> status;
  private final RuntimeMetrics metrics;

  KeyTableHandler(Snapshots snapshots, Supplier<StatusReport> status, RuntimeMetrics metrics) {
    this.snapshots = snapshots;
    this.status = status;
    this.metrics = metrics;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals(Methods.PUT)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "PUT");
      ManagementListener.text(exchange, 405, "This path answers PUT only.\n");
      return;
    }
    byte[] table = read(exchange);
    if (table.length > MOST_BYTES) {
      exchange.setPersistent(false);
      refuse(exchange, "a key table has at most " + MOST_BYTES + " bytes");
      return;
    }
    try {
      snapshots.offer(table);
      ManagementListener.status(exchange, status.get());
    } catch (OlderKeyTable e) {
      log.atInfo().addKeyValue("reason", e.getMessage()).log("pushed key table not taken");
      metrics.updateRefused();
      ManagementListener.status(exchange.setStatusCode(409), status.get());
    } catch (InvalidKeyTable e) {
      refuse(exchange, e.getMessage());
    }
  }

  /** A table that drips in is cut off: it would keep a thread from the operator's push. */
  private static byte[] read(HttpServerExchange exchange) throws IOException {
    XnioExecutor.Key deadline =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()), MOST_SECONDS, TimeUnit.SECONDS);
    try {
      return exchange.getInputStream().readNBytes(MOST_BYTES + 1);
    } finally {
      deadline.remove();
    }
  }

  private void refuse(HttpServerExchange exchange, String why) {
    log.atWarn().addKeyValue("reason", why).log("pushed key table not taken");
    metrics.updateRefused();
    ManagementListener.text(exchange, 400, why + "\n");
  }
}
