package io.restproducer.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A broker behind a proxy that can keep its answers to itself, or hold each back for a while: it
 * hears, writes and is silent.
 */
final class MutedBroker implements AutoCloseable {
  private final ServerSocket proxy;
  private final TestBroker broker;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(MutedBroker::daemonThread);
  private volatile boolean muted;
  private volatile long delayMillis;

  MutedBroker(Path directory) {
    try {
      proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    broker =
        new TestBroker(directory, Map.of("advertised.listeners", "PLAINTEXT://" + advertised()));
    daemon(this::accept);
  }

  /** The broker itself, whose own address is behind the proxy, too. */
  TestBroker broker() {
    return broker;
  }

  String advertised() {
    return "127.0.0.1:" + proxy.getLocalPort();
  }

  /** From now on requests reach the broker, and its answers reach nobody. */
  void mute() {
    muted = true;
  }

  /** Answers come through again, on new connections. */
  void unmute() {
    muted = false;
    open.forEach(MutedBroker::close);
  }

  /** From now on an answer is under way for so long, in order, as from a distant cluster. */
  void delay(Duration time) {
    delayMillis = time.toMillis();
  }

  @Override
  public void close() {
    later.shutdownNow();
    close(proxy);
    open.forEach(MutedBroker::close);
    broker.close();
  }

  private void accept() {
    while (!proxy.isClosed()) {
      try {
        Socket client = proxy.accept();
        String[] address = broker.bootstrapServers().split(":");
        Socket server = new Socket(address[0], Integer.parseInt(address[1]));
        open.add(client);
        open.add(server);
        daemon(() -> pump(client, server, false));
        daemon(() -> pump(server, client, true));
      } catch (IOException e) {
        // Closed by the test, or the broker is not there: the client sees that.
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        if (answers && delayMillis > 0) {
          byte[] answer = Arrays.copyOf(bytes, read);
          later.schedule(() -> write(to, answer), delayMillis, TimeUnit.MILLISECONDS);
        } else if (!(answers && muted)) {
          out.write(bytes, 0, read);
          out.flush();
        }
      }
    } catch (IOException e) {
      // One side ended; both are closed.
    }
    open.remove(from);
    open.remove(to);
  }

  private static void write(Socket to, byte[] answer) {
    try {
      to.getOutputStream().write(answer);
    } catch (IOException e) {
      close(to);
    }
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void daemon(Runnable task) {
    daemonThread(task).start();
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "muted-broker");
    thread.setDaemon(true);
    return thread;
  }
}
