package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;

@OnCluster
class LimitChangeIT {
  @Landing
  @Full
  void aChangedLimitIsInForceAndNoRequestUnderLoadFails(Stage stage) throws IOException {
    Gateway gateway = stage.ready();
    under(stage, gateway, "maxMessageSize", "{\"maxMessageSize\":131072}");

    assertThat(gateway.producer().getStatus().limits.maxMessageSize).isEqualTo(131_072);
    assertThat(status(gateway, 131_072)).isEqualTo(200);
    assertThat(status(gateway, 131_073)).isEqualTo(413);
  }

  @Full
  void everyOtherRolloutLosesNoRequest(Stage stage) {
    Gateway gateway = stage.ready();
    under(stage, gateway, "maxKeySize", "{\"maxKeySize\":1024}");
    // The same image under its long name: another template, whatever the nodes hold.
    String image = gateway.runtimeImage();
    under(stage, gateway, "image", "{\"image\":\"docker.io/" + image + "\"}");
    under(stage, gateway, "resources", "{\"resources\":{\"requests\":{\"cpu\":\"100m\"}}}");
    under(stage, gateway, "scale 2 to 4", "{\"replicas\":4}");
    under(stage, gateway, "scale 4 to 1", "{\"replicas\":1}");
  }

  /** Makes a change of the spec under load, and holds every answer against the topic. */
  private static void under(Stage stage, Gateway gateway, String change, String spec) {
    Outcomes outcomes;
    Duration took;
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(200);
      Duration changed = load.elapsed();
      gateway.patchProducer(spec);
      gateway.awaitRolledOut();
      took = load.elapsed().minus(changed);
      load.awaitAcknowledged(200);
      outcomes = load.stop();
    }
    Comparison comparison = stage.compare(outcomes);
    Figures.note("change of " + change, took.toMillis() + " ms, " + outcomes + ", " + comparison);
    assertThat(outcomes.failed()).as(change).isEmpty();
    assertThat(comparison.isClean()).as(comparison.toString()).isTrue();
  }

  private static int status(Gateway gateway, int bytes) throws IOException {
    try (Connection connection = Connection.open(gateway.credentials())) {
      return connection.post(gateway.topic(), NumberedRecord.value(0, bytes)).status();
    }
  }
}
