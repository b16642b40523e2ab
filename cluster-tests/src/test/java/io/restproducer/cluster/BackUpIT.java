package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.RestProducerStatus;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.io.TempDir;

@OnCluster
@Order(Integer.MAX_VALUE - 1)
class BackUpIT {
  private static final String PAGE = "docs/backup.md";

  @Full
  void restoredIntoAnEmptiedClusterKeysAndTrustAreAsBefore(Stage stage, @TempDir Path folder)
      throws Exception {
    Gateway gateway = stage.ready();
    List<String> names = gateway.applyCallers(5);
    gateway.awaitCallers(names);
    List<String> authorities = authorities(gateway);
    List<Credentials> callers = names.stream().map(gateway::credentialsOf).toList();
    DocumentedCommands.of(PAGE, "umask 077").with("event-gateway", stage.namespace()).run(folder);
    stage.close();
    stage.cluster().uninstall();

    stage.cluster().install();
    stage.namespaceOnly();
    DocumentedCommands.of(PAGE, "kubectl create -f secrets.yaml").run(folder);
    DocumentedCommands.of(PAGE, "kubectl apply -f resources.yaml").run(folder);
    gateway.awaitReady();
    gateway.awaitCallers(names);

    assertThat(authorities(gateway)).isEqualTo(authorities);
    Credentials now = gateway.credentials();
    for (Credentials caller : callers) {
      try (Connection connection = Connection.open(caller.toward(now))) {
        assertThat(connection.post(stage.topic(), NumberedRecord.value(1, 1024)).status())
            .isEqualTo(200);
      }
    }
  }

  private static List<String> authorities(Gateway gateway) {
    return gateway.producer().getStatus().authorities.stream()
        .map((RestProducerStatus.Authority authority) -> authority.sha256)
        .toList();
  }
}
