package io.restproducer.cli.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restproducer.cli.credentials.TrustBundle;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import io.restproducer.contract.ApiKey;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The api endpoint of one RestProducer, called as any client would. */
public final class ProduceApi {
  private static final Duration LIMIT = Duration.ofSeconds(40);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final HttpClient client;

  /** What came back; {@code body} is empty if it is no JSON. */
  public record Answer(int status, JsonNode body) {
    /** The server's own words about a refusal. */
    public String message() {
      return body.path("message").asText("no message");
    }
  }

  /** Creates one that trusts these authorities alone and sends nothing yet. */
  public ProduceApi(Host host, URI endpoint, TrustBundle trust) {
    this.endpoint = endpoint;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(context(trust));
    Proxies.of(host, endpoint.getHost()).ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy)));
    this.client = builder.build();
  }

  /**
   * Posts a body to a topic.
   *
   * @param query parameters with their values, which are encoded here
   * @throws IOException if there is no answer
   */
  public Answer post(
      String topic, Map<String, String> query, ApiKey key, String contentType, byte[] body)
      throws IOException {
    String parameters =
        query.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    URI uri =
        URI.create(
            endpoint
                + "/topics/"
                + URLEncoder.encode(topic, StandardCharsets.UTF_8)
                + "/records"
                + (parameters.isEmpty() ? "" : "?" + parameters));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(LIMIT)
            .header("Authorization", "Bearer " + key.reveal())
            .header("Content-Type", contentType)
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<String> answer =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), json(answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted", e);
    }
  }

  private static JsonNode json(String body) {
    try {
      JsonNode read = JSON.readTree(body);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  private static SSLContext context(TrustBundle trust) {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust.keyStore());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new Failure("this Java has no TLS: " + e.getMessage(), e);
    }
  }
}
