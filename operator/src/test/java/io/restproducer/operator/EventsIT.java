package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.restproducer.operator.reconcile.ConditionType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One event for each turn, written with the rights that the product ships. */
class EventsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Scene scene;

  @BeforeEach
  void bringToReady() throws Exception {
    scene = Scene.start();
    scene.createGateway();
    scene.awaitReady("gateway");
    scene.createCheckout();
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void tellOnceOfEachTurn() {
    awaitEvents("ServiceId", "Issued");
    awaitEvents("RestProducer", "RolledOut");

    scene.change(spec -> spec.maxMessageSize = 131_072);
    awaitEvents("RestProducer", "RolledOut", "RolledOut");

    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> Scene.has("Suspended", sid.getStatus().conditions, ConditionType.READY));
    awaitEvents("ServiceId", "Issued", "Revoked");

    scene.awaitQuiet();
    assertThat(reasons("RestProducer")).containsExactly("RolledOut", "RolledOut");
    assertThat(reasons("ServiceId")).containsExactly("Issued", "Revoked");
  }

  @Test
  void nameTheResourceAndWhoSaysIt() {
    awaitEvents("ServiceId", "Issued");
    Event issued =
        events().stream().filter(e -> e.getReason().equals("Issued")).findFirst().orElseThrow();
    assertThat(issued.getRegarding().getUid())
        .isEqualTo(scene.serviceId("checkout").getMetadata().getUid());
    assertThat(issued.getReportingController()).isEqualTo("restproducer.io/operator");
    assertThat(issued.getNote()).contains("checkout-api-key");
  }

  private void awaitEvents(String kind, String... reasons) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(reasons(kind)).containsExactlyInAnyOrder(reasons));
  }

  private List<String> reasons(String kind) {
    return events().stream()
        .filter(event -> event.getRegarding().getKind().equals(kind))
        .map(Event::getReason)
        .sorted()
        .toList();
  }

  private List<Event> events() {
    return scene.admin().resources(Event.class).inNamespace(scene.namespace()).list().getItems();
  }
}
