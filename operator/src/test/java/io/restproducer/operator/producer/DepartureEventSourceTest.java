package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.restproducer.crds.RestProducer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartureEventSourceTest {
  private final List<String> gone = new ArrayList<>();
  private final List<Event> woken = new ArrayList<>();
  private final DepartureEventSource departures =
      new DepartureEventSource(producer -> gone.add(producer.getMetadata().getUid()));

  DepartureEventSourceTest() {
    departures.setEventHandler(woken::add);
  }

  @Test
  void tellsOfADeletedRestProducer() {
    departures.onResourceDeleted(gateway("one"));

    assertThat(gone).containsExactly("one");
  }

  @Test
  void takesNoNoticeOfAChange() {
    departures.onResourceUpdated(gateway("one"), gateway("one"));

    assertThat(gone).isEmpty();
    assertThat(woken).isEmpty();
  }

  @Test
  void seesOneMadeAgainUnderItsNameThroughAnUpdateAndWakesIt() {
    departures.onResourceUpdated(gateway("two"), gateway("one"));

    assertThat(gone).containsExactly("one");
    assertThat(woken)
        .extracting(event -> event.getRelatedCustomResourceID().getName())
        .containsExactly("gateway");
  }

  private static RestProducer gateway(String uid) {
    RestProducer gateway = new RestProducer();
    gateway.setMetadata(
        new ObjectMetaBuilder().withNamespace("shop").withName("gateway").withUid(uid).build());
    return gateway;
  }
}
