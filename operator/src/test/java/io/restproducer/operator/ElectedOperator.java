package io.restproducer.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.restproducer.operator.lease.Candidate;
import io.restproducer.operator.pki.Lifetimes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One of several operator processes, with the rights of the overlay ha. A halt cuts its wire. */
final class ElectedOperator implements AutoCloseable {
  private final Wire wire = Wire.open();
  private volatile long haltedAt;
  private long ledAt;
  private OperatorProcess process;

  static ElectedOperator start(String pod, String watched) throws IOException {
    ElectedOperator operator = new ElectedOperator();
    Supplier<KubernetesClient> clients =
        () ->
            new KubernetesClientBuilder()
                .withConfig(TestCluster.shared().operatorConfig())
                .withHttpClientBuilderConsumer(
                    builder -> builder.addOrReplaceInterceptor("wire", operator.wire))
                .build();
    operator.process =
        OperatorProcess.start(
            TestCluster.settings(
                Set.of(watched), Optional.of(new Candidate(TestCluster.OPERATOR_NAMESPACE, pod))),
            clients,
            new SecureRandom(),
            Clock.systemUTC(),
            Lifetimes.STANDARD,
            operator::halt);
    return operator;
  }

  Wire wire() {
    return wire;
  }

  boolean isHalted() {
    return haltedAt != 0;
  }

  /** In nanoseconds of the JVM. */
  long haltedAt() {
    return haltedAt;
  }

  /** When it was first seen to lead, in nanoseconds of the JVM. */
  long ledAt() {
    return ledAt;
  }

  boolean leads() {
    boolean leads = readiness().equals("200 ok");
    ledAt = leads && ledAt == 0 ? System.nanoTime() : ledAt;
    return leads;
  }

  /** Status and text of /readyz. */
  String readiness() {
    URI uri = URI.create("http://127.0.0.1:" + process.port() + "/readyz");
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + answer.body().strip();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private void halt() {
    wire.kill();
    haltedAt = System.nanoTime();
  }
}
