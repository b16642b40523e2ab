package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    assertThat(get("/metrics").body()).contains("operator_sdk_reconciliations");
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + scene.managementPort() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
