package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.restproducer.runtime.KeyTables;
import io.restproducer.runtime.LogLines;
import io.restproducer.runtime.limits.Capacity;
import io.restproducer.runtime.limits.Deadlines;
import io.restproducer.runtime.limits.InFlight;
import io.restproducer.runtime.limits.Quotas;
import io.restproducer.runtime.limits.SizeLimits;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault of this program: the caller gets an incident, the log gets the rest. */
class RequestHandlerTest {
  private static final Pattern INCIDENT = Pattern.compile("\"incident\":\"([0-9a-f]{16})\"");

  private final SizeLimits sizes = new SizeLimits(100, 100);
  private final List<String> lookedUp = new CopyOnWriteArrayList<>();
  private Undertow server;

  @BeforeEach
  void serveWithAFault() {
    RequestHandler handler =
        new RequestHandler(
            new HeaderKey(),
            path -> {
              lookedUp.add(path);
              return Optional.empty();
            },
            new Service(
                sizes,
                Deadlines.STANDARD,
                () -> {
                  throw new IllegalStateException("inner detail");
                },
                InstantSource.system(),
                new InFlight(Capacity.of(64 << 20, sizes)),
                new Quotas(System::nanoTime),
                null,
                new ServingPhase()),
            AnswerObserver.NONE);
    server = Undertow.builder().addHttpListener(0, "127.0.0.1", handler).build();
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void tellsAnIncidentToTheCallerAndTheStackTraceToTheLogAlone() throws Exception {
    try (LogLines log = new LogLines("io.restproducer.runtime.access")) {
      HttpResponse<String> response = post();

      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .contains("Report the incident")
          .doesNotContain("inner detail", "Exception");
      Matcher incident = INCIDENT.matcher(response.body());
      assertThat(incident.find()).isTrue();
      await().atMost(Duration.ofSeconds(30)).until(() -> log.events().size() == 2);
      ILoggingEvent fault = log.events().get(0);
      assertThat(fault.getLevel()).isEqualTo(Level.ERROR);
      assertThat(fault.getThrowableProxy().getMessage()).isEqualTo("inner detail");
      assertThat(fault.getKeyValuePairs().toString()).contains(incident.group(1));
      assertThat(log.events().get(1).getKeyValuePairs().toString()).contains(incident.group(1));
    }
  }

  @Test
  void looksForWhatAnybodyMayReadOnlyWhereNoPathOfTheApiFits() throws Exception {
    post();
    assertThat(lookedUp).isEmpty();

    assertThat(post("/").statusCode()).isEqualTo(404);
    assertThat(lookedUp).containsExactly("/");
  }

  private HttpResponse<String> post() throws Exception {
    return post("/topics/orders/records");
  }

  private HttpResponse<String> post(String path) throws Exception {
    InetSocketAddress at = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    URI uri = URI.create("http://127.0.0.1:" + at.getPort() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + KeyTables.mint().reveal())
            .POST(BodyPublishers.ofString("x"))
            .build();
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .build()
        .send(request, BodyHandlers.ofString());
  }
}
