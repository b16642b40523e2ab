package io.restproducer.runtime;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Callers that send one record after another, and keep what was not answered with 200. */
final class SteadyCallers implements AutoCloseable {
  private static final int CALLERS = 4;

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong served = new AtomicLong();
  private volatile boolean on = true;

  SteadyCallers(RuntimeFixture runtime) {
    this(
        runtime::newClient,
        () -> runtime.post(RuntimeFixture.TOPIC, BodyPublishers.ofString("record")).build());
  }

  SteadyCallers(Supplier<HttpClient> clients, Supplier<HttpRequest> requests) {
    for (int i = 0; i < CALLERS; i++) {
      HttpClient client = clients.get();
      Thread caller = new Thread(() -> call(client, requests), "caller-" + i);
      caller.start();
      threads.add(caller);
    }
  }

  /** How many were answered with 200. */
  long served() {
    return served.get();
  }

  /** Ends and tells every answer but 200. */
  List<String> stop() {
    on = false;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return List.copyOf(failures);
  }

  @Override
  public void close() {
    stop();
  }

  private void call(HttpClient client, Supplier<HttpRequest> requests) {
    while (on) {
      try {
        HttpResponse<String> answer = RuntimeFixture.send(client, requests.get());
        if (answer.statusCode() == 200) {
          served.incrementAndGet();
        } else {
          failures.add(answer.statusCode() + " " + answer.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }
}
