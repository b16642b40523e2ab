package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.restproducer.contract.ApiKey;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import io.restproducer.dev.kubernetes.rights.AuditedRequest;
import io.restproducer.dev.kubernetes.rights.RightsComparison;
import io.restproducer.operator.keytable.KeySecrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two operator processes beside each other, as the overlay ha runs them. */
@OnRealApiServer
class LeaderElectionIT {
  private Scene scene;
  private ElectedOperator first;
  private ElectedOperator second;

  @BeforeEach
  void startTwo() throws Exception {
    lease().delete();
    scene = Scene.set();
    scene.createGateway();
    scene.createCheckout();
    first = ElectedOperator.start("first", scene.namespace());
    await().atMost(Scene.LIMIT).until(first::leads);
    second = ElectedOperator.start("second", scene.namespace());
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
    scene.close();
  }

  @Test
  void onlyTheLeaderWritesAndTheOtherIsReadyToFollow() {
    assertThat(second.readiness()).isEqualTo("200 standby");
    assertThat(second.wire().writes()).isEmpty();
    assertThat(first.readiness()).isEqualTo("200 ok");
    assertThat(lease().get().getSpec().getHolderIdentity()).isEqualTo("first");
  }

  @Test
  void theLeasesRoleGrantsWhatIsUsed() throws Exception {
    List<AuditedRequest> requests = TestCluster.shared().requests(TestCluster.OPERATOR_NAMESPACE);
    assertThat(RightsComparison.of(ShippedRights.leaseRole(), Set.of(), requests).problems())
        .isEmpty();
  }

  @Test
  void aLeaderThatStopsHandsOverAtOnce() {
    Optional<String> key = key();
    first.close();
    await().atMost(Duration.ofSeconds(12)).until(second::leads);
    scene.changeServiceId("checkout", spec -> spec.suspend = true);
    scene.awaitServiceId(
        "checkout", sid -> scene.kubelet().runtimes().stream().noneMatch(this::knows));
    assertThat(key()).isEqualTo(key);
    assertThat(lease().get().getSpec().getLeaseTransitions()).isEqualTo(1);
  }

  @Test
  void aLeaderThatIsCutOffEndsBeforeTheOtherFollows() {
    Optional<String> key = key();
    long cut = System.nanoTime();
    first.wire().kill();
    await().atMost(Duration.ofSeconds(40)).until(second::leads);
    assertThat(first.haltedAt()).isBetween(cut, second.ledAt());
    scene.createServiceId("billing", "gateway");
    scene.awaitServiceIdReady("billing");
    assertThat(key()).isEqualTo(key);
  }

  @Test
  void aLeaderWhoseLeaseIsTakenWritesNothingMore() {
    // Whatever the leader renews meanwhile.
    lease()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\":{\"holderIdentity\":\"somebody-else\"}}");
    await().atMost(Duration.ofSeconds(12)).until(first::isHalted);
    int written = first.wire().writes().size();
    await().atMost(Duration.ofSeconds(30)).until(second::leads);
    scene.createServiceId("billing", "gateway");
    scene.awaitServiceIdReady("billing");
    assertThat(first.wire().writes()).hasSize(written);
  }

  private boolean knows(FakeRuntime runtime) {
    return key().filter(runtime::knows).isPresent();
  }

  private Optional<String> key() {
    Secret secret = scene.secret("checkout-api-key");
    return KeySecrets.key(secret).map(ApiKey::id);
  }

  private static Resource<Lease> lease() {
    return TestCluster.shared()
        .admin()
        .leases()
        .inNamespace(TestCluster.OPERATOR_NAMESPACE)
        .withName("restproducer-operator");
  }
}
