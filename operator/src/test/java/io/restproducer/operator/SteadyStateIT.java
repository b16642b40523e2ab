package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SteadyStateIT {
  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.createCheckout();
    scene.certify(Csr.of("CN=host1").named("mainframe"), Csr.pair("device"));
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void sendsNoWrite() {
    scene.awaitQuiet();
    int before = scene.wire().writes().size();
    scene.touchEveryChild();
    scene.awaitQuiet();
    assertThat(scene.wire().writes().subList(before, scene.wire().writes().size()))
        .as("events that change nothing cause no write")
        .isEmpty();
  }

  @Test
  void sendsNoWriteAfterARestart() throws Exception {
    scene.awaitQuiet();
    scene.stopOperator();
    scene.startOperator();
    await().atMost(Scene.LIMIT).until(() -> get("/readyz").statusCode() == 200);
    scene.awaitQuiet();
    assertThat(scene.wire().writes()).isEmpty();
  }

  @Test
  void answersForItsHealth() throws Exception {
    assertThat(get("/readyz").statusCode()).isEqualTo(200);
    assertThat(get("/livez").statusCode()).isEqualTo(200);
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  @Test
  void showsMetricsWithoutALabelThatGrowsWithWhatUsersMake() throws Exception {
    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains(
            "operator_sdk_reconciliations_started_total{",
            "operator_sdk_reconciliations_queue_size_service_id{",
            "\nrestproducer_operator_leading 1.0\n",
            "\nrestproducer_operator_pods_waiting 0.0\n",
            "\nrestproducer_operator_pods_unreachable 0.0\n",
            "\nrestproducer_operator_propagation_lag_seconds 0.0\n")
        .doesNotContain("retries", "gateway", "checkout");
    double now = Instant.now().getEpochSecond();
    assertThat(
            value(metrics, "restproducer_operator_server_certificate_not_after_timestamp_seconds"))
        .isBetween(now + Duration.ofDays(89).toSeconds(), now + Duration.ofDays(91).toSeconds());
    assertThat(
            value(metrics, "restproducer_operator_client_certificate_not_after_timestamp_seconds"))
        .isBetween(now + Duration.ofDays(364).toSeconds(), now + Duration.ofDays(366).toSeconds());
    assertThat(value(metrics, "restproducer_operator_server_ca_not_after_timestamp_seconds"))
        .isGreaterThan(now + Duration.ofDays(4 * 365).toSeconds());
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + scene.managementPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
