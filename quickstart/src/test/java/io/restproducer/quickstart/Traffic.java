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
  private final Queue<Written> written = new ConcurrentLinkedQueue<>();
  private final AtomicInteger number = new AtomicInteger();
  private final String name;

  private Traffic(String name) {
    this.name = name;
  }

  /** A record and where the endpoint said that it is. */
  record Written(Acknowledgement place, String value) {}

  /** A way to send a record. */
  interface Way {
    OneTimePost.Answer send(String value) throws IOException;
  }

  /** With the API key. */
  static Traffic start(TestedSystem system, int requestsPerSecond) {
    Caller caller = system.caller();
    String topic = system.parts().examples().topic();
    return start(
        "traffic",
        kept(new HttpPost(caller), caller.url(topic)),
        new OneTimePost(caller, topic)::send,
        requestsPerSecond);
  }

  /** With the client certificate, on the port for such callers. */
  static Traffic startCertified(TestedSystem system, int requestsPerSecond) {
    CertifiedCaller caller = system.certified();
    String topic = system.parts().examples().topic();
    return start(
        "traffic",
        kept(new HttpPost(caller), caller.url(topic)),
        new OneTimePost(caller, topic)::send,
        requestsPerSecond);
  }

  /**
   * By two ways in turn.
   *
   * @param name with which every record begins
   */
  static Traffic start(String name, Way kept, Way oneTime, int requestsPerSecond) {
    Traffic traffic = new Traffic(name);
    long period = TimeUnit.SECONDS.toMicros(2) / requestsPerSecond;
    traffic.threads.scheduleAtFixedRate(
        () -> traffic.threads.execute(() -> traffic.send(kept)), 0, period, TimeUnit.MICROSECONDS);
    traffic.threads.scheduleAtFixedRate(
        () -> traffic.threads.execute(() -> traffic.send(oneTime)),
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
    return written.stream().map(Written::place).toList();
  }

  List<Written> written() {
    return List.copyOf(written);
  }

  /** Over a connection that is kept. */
  static Way kept(HttpPost post, String url) {
    return value -> {
      HttpResponse<String> answer = post.send(url, value.getBytes(StandardCharsets.UTF_8));
      return new OneTimePost.Answer(answer.statusCode(), answer.body());
    };
  }

  private void send(Way way) {
    String value = name + " " + number.incrementAndGet();
    try {
      OneTimePost.Answer answer = way.send(value);
      if (answer.status() == 200) {
        written.add(new Written(Acknowledgement.of(answer.body()), value));
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
