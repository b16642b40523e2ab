package io.restproducer.runtime.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/**
 * The threads and buffers of all HTTPS listeners: as many I/O threads as cores, however many
 * listeners there are, and a few for handshakes, so that a storm of them does not hold up requests.
 */
public final class ServerThreads implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024 - 20;
  private static final int BUFFERS_A_THREAD = 4;

  private final XnioWorker worker = worker(Runtime.getRuntime().availableProcessors());
  private final ByteBufferPool buffers =
      new DefaultByteBufferPool(true, BUFFER_BYTES, -1, BUFFERS_A_THREAD);
  private final ThreadPoolExecutor handshakes;

  /**
   * Starts them.
   *
   * @param mostConnections of all listeners together
   */
  public ServerThreads(int mostConnections) {
    int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    this.handshakes =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(mostConnections),
            task -> daemon(task, "tls-handshake"));
  }

  XnioWorker worker() {
    return worker;
  }

  ByteBufferPool buffers() {
    return buffers;
  }

  /** Runs the costly steps of TLS handshakes. */
  Executor handshakes() {
    return handshakes;
  }

  /** Ends every connection; to be called once, after every port was closed. */
  @Override
  public void close() {
    worker.shutdownNow();
    try {
      worker.awaitTermination();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    buffers.close();
    handshakes.shutdownNow();
  }

  static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static XnioWorker worker(int threads) {
    try {
      return Xnio.getInstance(ServerThreads.class.getClassLoader())
          .createWorker(
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
