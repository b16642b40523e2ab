package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

@OnCluster
class OperatorKilledIT {
  private static final int MANY = 60;

  @Landing
  @Full
  void killedDuringARolloutItEndsAsIfNothingHadHappened(Stage stage) {
    Gateway gateway = stage.ready();
    Lasting before = stage.lasting();
    try (Load load = Load.start(gateway)) {
      load.awaitAcknowledged(100);
      gateway.patchProducer("{\"maxMessageSize\":131072}");
      await().until(() -> gateway.pods().size() > 2);
      stage.cluster().killOperator();
      gateway.awaitRolledOut();
      load.awaitAcknowledged(100);
      Outcomes outcomes = load.stop();

      assertThat(outcomes.failed()).isEmpty();
      assertThat(stage.compare(outcomes).isClean()).isTrue();
    }
    assertThat(gateway.producer().getStatus().limits.maxMessageSize).isEqualTo(131_072);
    // The configuration of the pods that are gone goes, too.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              Lasting after = stage.lasting();
              assertThat(after.secrets()).isEqualTo(before.secrets());
              assertThat(withoutHash(after)).isEqualTo(withoutHash(before));
            });
  }

  @Full
  void killedWhileKeysAreMintedItMintsEachOnce(Stage stage) {
    Gateway gateway = stage.ready();
    List<String> names = gateway.applyCallers(MANY);
    await().until(() -> stage.lasting().secrets().keySet().stream().anyMatch(this::isNewKey));
    Lasting before = stage.lasting();
    stage.cluster().killOperator();
    gateway.awaitCallers(names);

    Lasting after = stage.lasting();
    assertThat(after.secrets().keySet())
        .containsAll(names.stream().map(name -> name + "-api-key").toList())
        .noneMatch(name -> name.endsWith("-next"));
    before.secrets().keySet().stream()
        .filter(name -> name.endsWith("-api-key"))
        .forEach(
            name -> assertThat(after.secrets()).containsEntry(name, before.secrets().get(name)));
    assertThat(gateway.keysOf(names)).allSatisfy(keys -> assertThat(keys).hasSize(1));
  }

  @Full
  void killedWhileServiceIdsAreDeletedItLeavesNoneAndNoneOfTheirKeysWorks(Stage stage)
      throws IOException {
    Gateway gateway = stage.ready();
    Lasting before = stage.lasting();
    List<String> names = gateway.applyCallers(MANY);
    gateway.awaitCallers(names);
    Credentials one = gateway.credentialsOf(names.get(0));
    stage.kubectl("delete", "serviceids", "-l", Gateway.MANY_LABEL, "--wait=false");
    stage.cluster().killOperator();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(stage.lasting().secrets()).isEqualTo(before.secrets()));
    assertThat(stage.kubectl("get", "serviceids", "-o", "name").lines()).hasSize(1);
    try (Connection connection = Connection.open(one)) {
      assertThat(connection.post(stage.topic(), NumberedRecord.value(1, 1024)).status())
          .isEqualTo(401);
    }
  }

  private boolean isNewKey(String secret) {
    return secret.startsWith("many-");
  }

  /** The configuration's name changes with its content. */
  private static List<String> withoutHash(Lasting lasting) {
    return lasting.objects().stream()
        .map(object -> object.replaceFirst("gateway-runtime-.*", "gateway-runtime"))
        .toList();
  }
}
