package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** One httpGet probe: asks when it is due, counts answers, never blocks the one who advances it. */
final class HttpProbe {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final HttpRequest request;
  private final Duration period;
  private final int successThreshold;
  private final int failureThreshold;
  private Instant due;
  private boolean asking;
  private int successes;
  private int failures;

  HttpProbe(Probe probe, Container container, String address, Instant start) {
    var get = probe.getHttpGet();
    if (get == null || "HTTPS".equals(get.getScheme())) {
      throw new NotStartable(
          "CreateContainerError", "only probes by httpGet, without TLS, work here");
    }
    int port = get.getPort().getIntVal() == null ? 0 : get.getPort().getIntVal();
    if (port == 0) {
      port = ContainerPorts.byName(container, get.getPort().getStrVal());
    }
    this.request =
        HttpRequest.newBuilder(
                URI.create("http://" + address + ":" + port + or(get.getPath(), "/")))
            .timeout(Duration.ofSeconds(or(probe.getTimeoutSeconds(), 1)))
            .build();
    this.period = Duration.ofSeconds(or(probe.getPeriodSeconds(), 10));
    this.successThreshold = or(probe.getSuccessThreshold(), 1);
    this.failureThreshold = or(probe.getFailureThreshold(), 3);
    this.due = start.plusSeconds(or(probe.getInitialDelaySeconds(), 0));
  }

  synchronized void advance() {
    if (asking || Instant.now().isBefore(due)) {
      return;
    }
    asking = true;
    due = Instant.now().plus(period);
    CLIENT
        .sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .whenComplete((answer, error) -> count(error == null && answer.statusCode() < 400));
  }

  synchronized boolean hasSucceeded() {
    return successes >= successThreshold;
  }

  synchronized boolean hasFailed() {
    return failures >= failureThreshold;
  }

  private synchronized void count(boolean success) {
    asking = false;
    successes = success ? successes + 1 : 0;
    failures = success ? 0 : failures + 1;
  }

  private static <T> T or(T value, T other) {
    return value == null ? other : value;
  }
}
