package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.dev.kubernetes.health.ArgoHealth;
import io.restproducer.dev.kubernetes.health.Kstatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Argo CD, by the shipped scripts, and kstatus, by its own rules, make of our conditions. */
class HealthChecksTest {
  @ParameterizedTest
  @CsvSource({
    "2, Accepted=True:Valid Ready=True:AllPodsReady, Healthy, CURRENT",
    "2, Accepted=True:Valid Ready=False:PodsNotReady Progressing=True:RollingOut, Progressing,"
        + " IN_PROGRESS",
    "2, Accepted=False:HostMissing Ready=False:NotAccepted Stalled=True:HostMissing, Degraded,"
        + " FAILED",
    "2, Ready=False:AuthorityMissing Stalled=True:AuthorityMissing, Degraded, FAILED",
    "2, Stalled=True:HostMissing Ready=False:NotAccepted, Degraded, FAILED",
    "1, Accepted=True:Valid Ready=True:AllPodsReady, Progressing, IN_PROGRESS",
    "1, Ready=False:NotAccepted Stalled=True:HostMissing, Progressing, IN_PROGRESS",
  })
  void aRestProducer(long observed, String conditions, String argo, Kstatus kstatus) {
    RestProducer gateway = new RestProducer();
    gateway.setMetadata(metadata());
    gateway.setStatus(new RestProducerStatus());
    gateway.getStatus().observedGeneration = observed;
    gateway.getStatus().conditions = conditions(conditions);
    assertThat(argo("RestProducer", gateway).status()).isEqualTo(argo);
    assertThat(Kstatus.of(metadata(), observed, gateway.getStatus().conditions)).isEqualTo(kstatus);
  }

  @ParameterizedTest
  @CsvSource({
    "2, Accepted=True:Valid Ready=True:Published, Healthy, CURRENT",
    "2, Accepted=True:Valid Ready=False:WaitingForPods, Progressing, IN_PROGRESS",
    "2, Accepted=True:Valid Ready=False:Suspended, Suspended, IN_PROGRESS",
    "2, Ready=False:NotAccepted Stalled=True:ProducerNotFound, Degraded, FAILED",
    "1, Accepted=True:Valid Ready=True:Published, Progressing, IN_PROGRESS",
  })
  void aServiceId(long observed, String conditions, String argo, Kstatus kstatus) {
    ServiceId checkout = new ServiceId();
    checkout.setMetadata(metadata());
    checkout.setStatus(new ServiceIdStatus());
    checkout.getStatus().observedGeneration = observed;
    checkout.getStatus().conditions = conditions(conditions);
    assertThat(argo("ServiceId", checkout).status()).isEqualTo(argo);
    assertThat(Kstatus.of(metadata(), observed, checkout.getStatus().conditions))
        .isEqualTo(kstatus);
  }

  @Test
  void aDegradedResourceSaysWhatToDo() {
    ServiceId checkout = new ServiceId();
    checkout.setMetadata(metadata());
    checkout.setStatus(new ServiceIdStatus());
    checkout.getStatus().observedGeneration = 2L;
    checkout.getStatus().conditions = conditions("Stalled=True:ProducerNotFound");
    assertThat(argo("ServiceId", checkout).message()).isEqualTo("message of ProducerNotFound");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RestProducer", "ServiceId"})
  void whatTheOperatorHasNotSeenIsProgressing(String kind) {
    RestProducer fresh = new RestProducer();
    fresh.setMetadata(metadata());
    assertThat(argo(kind, fresh).status()).isEqualTo("Progressing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RestProducer", "ServiceId"})
  void whatIsBeingDeletedIsProgressing(String kind) {
    RestProducer leaving = new RestProducer();
    leaving.setMetadata(
        new ObjectMetaBuilder(metadata()).withDeletionTimestamp("2026-01-01T00:00:00Z").build());
    leaving.setStatus(new RestProducerStatus());
    leaving.getStatus().observedGeneration = 2L;
    leaving.getStatus().conditions = conditions("Ready=True:AllPodsReady");
    assertThat(argo(kind, leaving)).isEqualTo(new ArgoHealth("Progressing", "being deleted"));
    assertThat(Kstatus.of(leaving.getMetadata(), 2L, leaving.getStatus().conditions))
        .isEqualTo(Kstatus.TERMINATING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RestProducer", "ServiceId"})
  void theConfigMapCarriesTheSameScript(String kind) throws IOException {
    String indented = Files.readString(script(kind)).replaceAll("(?m)^(?=.)", "    ");
    assertThat(Files.readString(Path.of("..", "deploy", "argocd", "argocd-cm.yaml")))
        .contains("  resource.customizations.health.restproducer.io_" + kind + ": |\n" + indented);
  }

  private static ArgoHealth argo(String kind, Object resource) {
    return ArgoHealth.of(script(kind), resource);
  }

  private static Path script(String kind) {
    return Path.of("..", "deploy", "argocd", kind, "health.lua");
  }

  private static ObjectMeta metadata() {
    return new ObjectMetaBuilder().withName("gateway").withGeneration(2L).build();
  }

  /** {@code Type=Status:Reason}, separated by blanks. */
  private static List<Condition> conditions(String text) {
    return Stream.of(text.split(" "))
        .map(condition -> condition.split("[=:]"))
        .map(
            part ->
                new ConditionBuilder()
                    .withType(part[0])
                    .withStatus(part[1])
                    .withReason(part[2])
                    .withMessage("message of " + part[2])
                    .build())
        .toList();
  }
}
