package io.restproducer.dev.kubernetes.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node port on loopback: new connections go to ready pods in turn, open ones stay with their pod
 * until one side closes; a side that has only finished sending still hears the other.
 */
final class ServiceProxy implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxy.class);
  private static final int BACKLOG = 1024;
  private static final int CONNECT_MILLIS = 1000;
  private static final int BUFFER = 64 * 1024;

  private final ServerSocket listener;
  private final AtomicInteger turn = new AtomicInteger();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "service-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Socket> callers = ConcurrentHashMap.newKeySet();
  private volatile List<InetSocketAddress> targets = List.of();

  private ServiceProxy(ServerSocket listener) {
    this.listener = listener;
  }

  static ServiceProxy open(int port) throws IOException {
    ServerSocket listener = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
    ServiceProxy proxy = new ServiceProxy(listener);
    proxy.threads.execute(proxy::accept);
    return proxy;
  }

  void forwardTo(List<InetSocketAddress> ready) {
    targets = List.copyOf(ready);
  }

  /** Takes no new connections; open ones stay, as they do when a Service goes. */
  @Override
  public void close() {
    quietly(listener);
    threads.shutdown();
  }

  /** Ends the open connections, too: for when the whole node goes. */
  void closeAll() {
    close();
    callers.forEach(ServiceProxy::quietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket caller = listener.accept();
        threads.execute(() -> serve(caller));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          LOG.atWarn().setCause(e).log("a connection was not accepted");
        }
      }
    }
  }

  private void serve(Socket caller) {
    callers.add(caller);
    try (caller;
        Socket pod = connect()) {
      caller.setTcpNoDelay(true);
      pod.setTcpNoDelay(true);
      Thread back = new Thread(() -> pump(pod, caller), "service-proxy-back");
      back.setDaemon(true);
      back.start();
      pump(caller, pod);
      back.join();
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("error", e.getMessage()).log("no pod took the connection");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      callers.remove(caller);
    }
  }

  private Socket connect() throws IOException {
    List<InetSocketAddress> ready = targets;
    IOException last = new IOException("no pod is ready");
    for (int i = 0; i < ready.size(); i++) {
      Socket socket = new Socket();
      try {
        int next = Math.floorMod(turn.getAndIncrement(), ready.size());
        socket.connect(ready.get(next), CONNECT_MILLIS);
        return socket;
      } catch (IOException e) {
        quietly(socket);
        last = e;
      }
    }
    throw last;
  }

  /** Copies until one side ends; a clean end is passed on as such, an abrupt one ends both. */
  private static void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.atDebug().setCause(e).log("not closed");
    }
  }
}
