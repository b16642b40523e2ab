package io.restproducer.runtime;

import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.http.AnswerObserver;
import io.restproducer.runtime.http.HttpsListener;
import io.restproducer.runtime.http.ListenerKind;
import io.restproducer.runtime.http.ServerThreads;
import io.restproducer.runtime.http.Service;
import io.restproducer.runtime.snapshot.Snapshot;
import io.restproducer.runtime.tls.ClientsTrust;
import io.restproducer.runtime.tls.ServerCertificate;
import io.restproducer.runtime.tls.TlsPolicy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTPS listeners that the settings ask for. Each is opened when all that it needs is loaded,
 * and gets a TLS context of its own for each certificate and trust.
 */
final class Listeners implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Listeners.class);

  private final Settings settings;
  private final TlsPolicy policy;
  private final Service service;
  private final Function<ListenerKind, AnswerObserver> observers;
  private final Consumer<RuntimeException> failed;
  private final Map<ListenerKind, Integer> ports = new EnumMap<>(ListenerKind.class);
  private final Map<ListenerKind, Open> open = new EnumMap<>(ListenerKind.class);
  private final ServerThreads threads;
  private boolean closed;

  /**
   * None is open yet.
   *
   * @param observers one for each kind, told of its handshakes and answers
   * @param failed told when a port cannot be opened
   */
  Listeners(
      Settings settings,
      Service service,
      Function<ListenerKind, AnswerObserver> observers,
      Consumer<RuntimeException> failed) {
    this.settings = settings;
    this.policy = new TlsPolicy(settings.tls());
    this.service = service;
    this.observers = observers;
    this.failed = failed;
    this.threads = new ServerThreads(settings.capacity().connections());
    ports.put(ListenerKind.API, settings.apiPort());
    settings.clientAuthPort().ifPresent(port -> ports.put(ListenerKind.CLIENT_AUTH, port));
    ports.keySet().forEach(observers::apply);
  }

  /** The kinds that the settings ask for. */
  Iterable<ListenerKind> kinds() {
    return ports.keySet();
  }

  /** Opens what can be opened with {@code next}, and presents what is new in it. */
  synchronized void apply(Snapshot next) {
    if (closed) {
      return;
    }
    for (ListenerKind kind : ports.keySet()) {
      if (kind == ListenerKind.API ? next.complete() : next.completeForClientCertificates()) {
        apply(
            kind,
            new Identity(
                next.certificate().orElseThrow(),
                kind == ListenerKind.API ? Optional.empty() : next.clients()));
      }
    }
  }

  /** Port of the listener; empty while it is not open. */
  synchronized OptionalInt port(ListenerKind kind) {
    return open.containsKey(kind)
        ? OptionalInt.of(open.get(kind).listener().port())
        : OptionalInt.empty();
  }

  /** Open connections of a listener, those still in their handshake included. */
  synchronized long connections(ListenerKind kind) {
    return open.containsKey(kind) ? open.get(kind).listener().connections() : 0;
  }

  /** The most of them. Each kind has a share of its own, so that a flood on one fills no other. */
  int mostConnections() {
    return settings.capacity().connections() / ports.size();
  }

  /** Waits until nobody is connected to any of them, at most {@code patience}. */
  void awaitNoConnection(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (boolean again = true; again; ) {
      again = false;
      for (ListenerKind kind : ports.keySet()) {
        Optional<HttpsListener> listener = listener(kind);
        Duration left = Duration.ofNanos(end - System.nanoTime());
        if (listener.isPresent() && listener.get().connections() > 0 && !left.isNegative()) {
          listener.get().awaitNoConnection(left);
          // Meanwhile somebody may have come to another one.
          again = true;
        }
      }
    }
  }

  /** XNIO would wait for ever for threads that a first call has ended. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    open.values().forEach(one -> one.listener().close());
    threads.close();
  }

  private synchronized Optional<HttpsListener> listener(ListenerKind kind) {
    return Optional.ofNullable(open.get(kind)).map(Open::listener);
  }

  private void apply(ListenerKind kind, Identity identity) {
    Open now = open.get(kind);
    if (now == null) {
      open(kind, identity);
    } else if (!now.identity().equals(identity)) {
      now.listener().present(identity.context(policy, mostConnections()));
      open.put(kind, new Open(now.listener(), identity));
    }
  }

  private void open(ListenerKind kind, Identity identity) {
    InetSocketAddress address = new InetSocketAddress(settings.bindAddress(), ports.get(kind));
    try {
      HttpsListener listener =
          new HttpsListener(
              kind,
              address,
              mostConnections(),
              policy,
              identity.context(policy, mostConnections()),
              threads,
              service,
              observers.apply(kind));
      open.put(kind, new Open(listener, identity));
      log.atInfo().addKeyValue("port", listener.port()).log(kind.label() + " port open");
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("address", settings.bindAddress())
          .addKeyValue("port", ports.get(kind))
          .addKeyValue("reason", innermost(e).getMessage())
          .log(
              "the %s port cannot be opened; free it, or set another with %s"
                  .formatted(kind.label(), kind.variable()));
      failed.accept(e);
    }
  }

  private static Throwable innermost(Throwable failure) {
    return failure.getCause() == null ? failure : innermost(failure.getCause());
  }

  /** What a listener shows of itself, and whom it trusts. */
  private record Identity(ServerCertificate certificate, Optional<ClientsTrust> trust) {
    SSLContext context(TlsPolicy policy, int mostSessions) {
      return policy.context(certificate, trust, mostSessions);
    }
  }

  private record Open(HttpsListener listener, Identity identity) {}
}
