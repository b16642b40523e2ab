package io.restproducer.operator.pods;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.operator.pods.PodAnswer.Acknowledged;
import io.restproducer.operator.pods.PodAnswer.Cause;
import io.restproducer.operator.pods.PodAnswer.Newer;
import io.restproducer.operator.pods.PodAnswer.Refused;
import io.restproducer.operator.pods.PodAnswer.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpPodsTest {
  private static final byte[] TABLE = {3};

  private final ExecutorService answers = Executors.newFixedThreadPool(2);
  private final ExecutorService servers = Executors.newCachedThreadPool();
  private final HttpPods pods = new HttpPods(answers);
  private final List<HttpServer> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(server -> server.stop(0));
    servers.shutdownNow();
    answers.shutdownNow();
  }

  @Test
  void aTableIsPutWithItsContentTypeAndTheReportIsTheAcknowledgement() throws Exception {
    List<String> seen = new ArrayList<>();
    PodEndpoint pod =
        serve(
            exchange -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              seen.add(
                  "%s %s %s %s %d"
                      .formatted(
                          exchange.getRequestMethod(),
                          exchange.getRequestURI(),
                          exchange.getProtocol(),
                          exchange.getRequestHeaders().getFirst("Content-Type"),
                          body[0]));
              FakePod.answer(exchange, 200, Reports.at(3).toJson());
            });

    assertThat(answerTo(pods.push(pod, TABLE))).isEqualTo(new Acknowledged(Reports.at(3)));
    assertThat(seen)
        .containsExactly("PUT /key-table HTTP/1.1 " + SignedKeyTable.CONTENT_TYPE + " 3");
  }

  @Test
  void aPodWithANewerTableGivesItsReport() throws Exception {
    PodEndpoint pod = serve(exchange -> FakePod.answer(exchange, 409, Reports.at(9).toJson()));

    assertThat(answerTo(pods.push(pod, TABLE))).isEqualTo(new Newer(Reports.at(9)));
  }

  @Test
  void aRefusalKeepsStatusAndWordsWithoutControlCharactersAndNotEndlessly() throws Exception {
    String words = "not a table\u001b[31m\r\nX: y " + "z".repeat(500);
    PodEndpoint pod =
        serve(exchange -> FakePod.answer(exchange, 400, words.getBytes(StandardCharsets.UTF_8)));

    PodAnswer answer = answerTo(pods.push(pod, TABLE));

    assertThat(answer).isInstanceOf(Refused.class);
    Refused refused = (Refused) answer;
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.message()).startsWith("not a table [31m  X: y zz").hasSize(200);
  }

  @Test
  void anAnswerThatIsNoReportIsARefusal() throws Exception {
    PodEndpoint pod =
        serve(exchange -> FakePod.answer(exchange, 200, "OK".getBytes(StandardCharsets.UTF_8)));

    assertThat(answerTo(pods.status(pod)))
        .isEqualTo(new Refused(200, "the answer is no status report"));
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    AtomicInteger visitors = new AtomicInteger();
    PodEndpoint other =
        serve(
            exchange -> {
              visitors.incrementAndGet();
              FakePod.answer(exchange, 200, Reports.at(1).toJson());
            });
    PodEndpoint pod =
        serve(
            exchange -> {
              exchange
                  .getResponseHeaders()
                  .set("Location", "http://127.0.0.1:" + other.port() + "/status");
              FakePod.answer(exchange, 307, new byte[0]);
            });

    assertThat(answerTo(pods.status(pod))).isEqualTo(new Refused(307, ""));
    assertThat(visitors).hasValue(0);
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws Exception {
    PodEndpoint pod =
        serve(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] part = new byte[1 << 16];
              while (true) {
                exchange.getResponseBody().write(part);
              }
            });

    assertThat(answerTo(pods.status(pod))).isEqualTo(new Unreachable(Cause.CONNECTION_LOST));
  }

  @Test
  void aPodThatNeverAnswersTimesOut() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    PodEndpoint pod = serve(exchange -> await(end));

    assertThat(answerTo(pods.status(pod))).isEqualTo(new Unreachable(Cause.TIMED_OUT));
    end.countDown();
  }

  @Test
  void aPodThatStopsInTheMiddleOfItsAnswerTimesOut() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    PodEndpoint pod =
        serve(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('{');
              exchange.getResponseBody().flush();
              await(end);
            });

    assertThat(answerTo(pods.status(pod))).isEqualTo(new Unreachable(Cause.TIMED_OUT));
    end.countDown();
  }

  @Test
  void nobodyListeningIsNoConnection() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(answerTo(pods.status(at("127.0.0.1", port))))
        .isEqualTo(new Unreachable(Cause.CONNECTION_FAILED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "example.org",
        "0.0.0.0",
        "::",
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "ff02::1",
        "256.1.1.1",
        "10.0.0.1/x",
        "1@10.0.0.1",
        "::1%lo"
      })
  void anAddressThatNoPodHasIsNeverCalled(String address) throws Exception {
    assertThat(answerTo(pods.status(at(address, 8080))))
        .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void aPortThatIsNoneIsNeverCalled(int port) throws Exception {
    assertThat(answerTo(pods.status(at("127.0.0.1", port))))
        .isEqualTo(new Unreachable(Cause.ADDRESS_NOT_ALLOWED));
  }

  @Test
  void addressesOfPodsMakeUris() {
    assertThat(PodAddress.uri(at("10.42.0.7", 8080), "/status"))
        .hasToString("Optional[http://10.42.0.7:8080/status]");
    assertThat(PodAddress.uri(at("fd00::7", 8080), "/status"))
        .hasToString("Optional[http://[fd00::7]:8080/status]");
  }

  @Test
  void atMost32CallsRunAtOnceAndAllAreAnswered() throws Exception {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch go = new CountDownLatch(1);
    PodEndpoint pod =
        serve(
            exchange -> {
              most.accumulateAndGet(running.incrementAndGet(), Math::max);
              await(go);
              running.decrementAndGet();
              FakePod.answer(exchange, 200, Reports.at(1).toJson());
            });
    List<CompletableFuture<PodAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < 80; i++) {
      calls.add(pods.status(pod));
    }

    Awaitility.await().until(() -> running.get() == 32);
    go.countDown();

    for (CompletableFuture<PodAnswer> call : calls) {
      assertThat(answerTo(call)).isEqualTo(new Acknowledged(Reports.at(1)));
    }
    assertThat(most).hasValue(32);
  }

  private PodEndpoint serve(HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(servers);
    server.createContext("/", handler);
    server.start();
    started.add(server);
    return at("127.0.0.1", server.getAddress().getPort());
  }

  private static PodEndpoint at(String address, int port) {
    return new PodEndpoint("pod", "uid", "c", address, port);
  }

  private static PodAnswer answerTo(CompletableFuture<PodAnswer> call) throws Exception {
    return call.get(60, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
