package io.restproducer.quickstart;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests at a steady rate, half over one kept-alive connection, half over new ones. */
final class Traffic implements AutoCloseable {
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(8);
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Queue<Acknowledgement> acknowledged = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final String url;
  private final HttpPost keptAlive;
  private final OneTimePost oneTime;

  private Traffic(String url, HttpPost keptAlive, OneTimePost oneTime) {
    this.url = url;
    this.keptAlive = keptAlive;
    this.oneTime = oneTime;
  }

  /** With the API key. */
  static Traffic start(TestedSystem system, int requestsPerSecond) {
    Caller caller = system.caller();
    String topic = system.parts().examples().topic();
    return start(
        new Traffic(caller.url(topic), new HttpPost(caller), new OneTimePost(caller, topic)),
        requestsPerSecond);
  }

  /** With the client certificate, on the port for such callers. */
  static Traffic startCertified(TestedSystem system, int requestsPerSecond) {
    CertifiedCaller caller = system.certified();
    String topic = system.parts().examples().topic();
    return start(
        new Traffic(caller.url(topic), new HttpPost(caller), new OneTimePost(caller, topic)),
        requestsPerSecond);
  }

  private static Traffic start(Traffic traffic, int requestsPerSecond) {
    long period = TimeUnit.SECONDS.toMicros(2) / requestsPerSecond;
    traffic.threads.scheduleAtFixedRate(
        () -> traffic.threads.execute(() -> traffic.send(traffic::overKeptConnection)),
        0,
        period,
        TimeUnit.MICROSECONDS);
    traffic.threads.scheduleAtFixedRate(
        () -> traffic.threads.execute(() -> traffic.send(traffic.oneTime::send)),
        period / 2,
        period,
        TimeUnit.MICROSECONDS);
    return traffic;
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Where the endpoint said that records are. */
  List<Acknowledgement> acknowledged() {
    return List.copyOf(acknowledged);
  }

  private interface Way {
    OneTimePost.Answer send(String value) throws IOException;
  }

  private OneTimePost.Answer overKeptConnection(String value) throws IOException {
    HttpResponse<String> answer = keptAlive.send(url, value.getBytes(StandardCharsets.UTF_8));
    return new OneTimePost.Answer(answer.statusCode(), answer.body());
  }

  private void send(Way way) {
    try {
      OneTimePost.Answer answer = way.send("traffic " + number.incrementAndGet());
      if (answer.status() == 200) {
        acknowledged.add(Acknowledgement.of(answer.body()));
      } else {
        failures.add(answer.status() + " " + answer.body());
      }
    } catch (IOException | RuntimeException e) {
      failures.add(e.toString());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
