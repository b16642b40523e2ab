package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page from the operator to the reader, who comes by the Service. */
@ExtendWith(RunningSystem.class)
class ConnectPageIT {
  @Test
  void namesTheEndpointsOfTheStatusAndIsSwitchedOffAndOnWithoutANewPod(TestedSystem system) {
    List<String> pods = pods(system);
    assertThat(get(system, "/").statusCode()).isEqualTo(200);
    String facts = get(system, "/connect.json").body();
    assertThat(system.producer().getStatus().endpoints)
        .hasSize(2)
        .allSatisfy(endpoint -> assertThat(facts).contains('"' + endpoint.url + '"'));
    assertThat(get(system, "/ca.crt").body())
        .isEqualTo(FileText.of(system.caller().caCertificate()));

    system.patchProducer("connectPage: false");
    awaitOfEachPod(system, 404);
    system.patchProducer("connectPage: true");
    awaitOfEachPod(system, 200);
    assertThat(pods(system)).isEqualTo(pods);
  }

  /** Connections go to the pods by turns. */
  private static void awaitOfEachPod(TestedSystem system, int status) {
    await()
        .atMost(TestedSystem.LIMIT)
        .untilAsserted(
            () -> {
              for (int i = 0; i < 6; i++) {
                assertThat(get(system, "/").statusCode()).isEqualTo(status);
              }
            });
  }

  private static List<String> pods(TestedSystem system) {
    return system.parts().pods().stream()
        .map(Pod::getMetadata)
        .map(pod -> pod.getName())
        .sorted()
        .toList();
  }

  private static HttpResponse<String> get(TestedSystem system, String path) {
    HttpClient anew = HttpClient.newBuilder().sslContext(system.caller().tls()).build();
    URI uri = URI.create(system.caller().endpoint() + path);
    try {
      return anew.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
