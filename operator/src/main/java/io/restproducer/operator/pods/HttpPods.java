package io.restproducer.operator.pods;

import io.restproducer.contract.ManagementPaths;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.contract.StatusReport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pods over plain HTTP/1.1 on their management port. No proxy, no redirect, no host name: it must
 * never talk to anything but the address it was given.
 */
public final class HttpPods implements Pods {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(1);
  private static final Duration CALL_LIMIT = Duration.ofSeconds(3);
  private static final int CALLS_AT_ONCE = 32;
  private static final int ANSWER_LIMIT = 1 << 20;
  private static final int MESSAGE_LIMIT = 200;

  private final HttpClient client;
  private final Admission admission = new Admission(CALLS_AT_ONCE);

  /** Pods, whose answers are read on {@code executor}. */
  public HttpPods(Executor executor) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_LIMIT)
            .executor(executor)
            .build();
  }

  @Override
  public CompletableFuture<PodAnswer> push(PodEndpoint pod, byte[] table) {
    return call(
        pod,
        ManagementPaths.KEY_TABLE,
        request ->
            request
                .header("Content-Type", SignedKeyTable.CONTENT_TYPE)
                .PUT(BodyPublishers.ofByteArray(table)));
  }

  @Override
  public CompletableFuture<PodAnswer> status(PodEndpoint pod) {
    return call(pod, ManagementPaths.STATUS, HttpRequest.Builder::GET);
  }

  private interface Verb {
    HttpRequest.Builder on(HttpRequest.Builder request);
  }

  private CompletableFuture<PodAnswer> call(PodEndpoint pod, String path, Verb verb) {
    Optional<URI> uri = PodAddress.uri(pod, path);
    if (uri.isEmpty()) {
      return CompletableFuture.completedFuture(
          new PodAnswer.Unreachable(PodAnswer.Cause.ADDRESS_NOT_ALLOWED));
    }
    HttpRequest request = verb.on(HttpRequest.newBuilder(uri.get()).timeout(CALL_LIMIT)).build();
    return admission.run(() -> send(request)).handle(HttpPods::answer);
  }

  /** The request's own timeout ends with the headers; this one covers the body, too. */
  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(request, headers -> new BoundedBody(ANSWER_LIMIT));
    CompletableFuture<HttpResponse<byte[]>> limited =
        exchange.copy().orTimeout(CALL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    limited.whenComplete((response, failure) -> exchange.cancel(true));
    return limited;
  }

  private static PodAnswer answer(HttpResponse<byte[]> response, Throwable failure) {
    if (failure != null) {
      return new PodAnswer.Unreachable(cause(failure));
    }
    return switch (response.statusCode()) {
      case 200 ->
          report(response)
              .<PodAnswer>map(PodAnswer.Acknowledged::new)
              .orElseGet(() -> noReport(response));
      case 409 ->
          report(response).<PodAnswer>map(PodAnswer.Newer::new).orElseGet(() -> noReport(response));
      default -> new PodAnswer.Refused(response.statusCode(), message(response.body()));
    };
  }

  private static Optional<StatusReport> report(HttpResponse<byte[]> response) {
    try {
      return Optional.of(StatusReport.parse(response.body()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static PodAnswer noReport(HttpResponse<byte[]> response) {
    return new PodAnswer.Refused(response.statusCode(), "the answer is no status report");
  }

  /** Text of a stranger, made fit for a condition and a log line. */
  private static String message(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.substring(0, Math.min(MESSAGE_LIMIT, text.length())).replaceAll("\\p{Cntrl}", " ");
  }

  private static PodAnswer.Cause cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
      return PodAnswer.Cause.CONNECTION_FAILED;
    }
    if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
      return PodAnswer.Cause.TIMED_OUT;
    }
    if (cause instanceof IOException) {
      return PodAnswer.Cause.CONNECTION_LOST;
    }
    throw new CompletionException("a call to a pod failed in a way nobody foresaw", cause);
  }
}
