package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.DeletionPolicy;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.reconcile.ConditionType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A RestProducer that is deleted and made again under its name before anybody has looked. */
class RebirthIT {
  private Scene scene;

  @BeforeEach
  void start() throws Exception {
    scene = Scene.start();
  }

  private void bringToReady(DeletionPolicy policy) {
    createGateway(policy);
    scene.createCheckout();
    scene.awaitReady("gateway");
    scene.awaitServiceIdReady("checkout");
    // A table of a higher revision than the first one of its successor.
    scene.changeServiceId("checkout", spec -> spec.topics = List.of("orders", "payments"));
    scene.awaitServiceIdReady("checkout");
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource
  void servesTheSameKeysAndKeepsOfItsPredecessorWhatThePolicyRetains(DeletionPolicy policy) {
    bringToReady(policy);
    ApiKey key = KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow();
    List<String> authorities = fingerprints();
    List<HasMetadata> children = children();

    scene.admin().resource(scene.gateway()).delete();
    createGateway(policy);
    children.stream()
        .filter(this::isStillThere)
        .forEach(child -> scene.admin().resource(child).withGracePeriod(0).delete());

    scene.awaitReady("gateway");
    scene.awaitServiceId(
        "checkout",
        sid ->
            Scene.is("True", sid.getStatus().conditions, ConditionType.READY)
                && Scene.is("True", sid.getStatus().conditions, ConditionType.KEYS_PROPAGATED));
    assertThat(KeySecrets.key(scene.secret("checkout-api-key")).orElseThrow().id())
        .isEqualTo(key.id());
    if (policy == DeletionPolicy.RETAIN) {
      assertThat(fingerprints()).isEqualTo(authorities);
    } else {
      assertThat(fingerprints()).doesNotContainAnyElementsOf(authorities);
    }
    assertThat(
            scene.kubelet().runtimes().stream()
                .filter(pod -> pod.table().revision() == tableRevision() && pod.knows(key.id())))
        .hasSizeGreaterThanOrEqualTo(2);
  }

  private void createGateway(DeletionPolicy policy) {
    scene.createGateway(spec -> spec.deletionPolicy = policy);
  }

  private List<String> fingerprints() {
    return scene.gateway().getStatus().authorities.stream().map(a -> a.sha256).toList();
  }

  /** A server that collects garbage may have been faster, and a successor may bear the name. */
  private boolean isStillThere(HasMetadata child) {
    HasMetadata now = scene.admin().resource(child).get();
    return now != null && now.getMetadata().getUid().equals(child.getMetadata().getUid());
  }

  private long tableRevision() {
    return scene.gateway().getStatus().keyTable.revision;
  }

  /** What the garbage collector takes away. */
  private List<HasMetadata> children() {
    KubernetesClient admin = scene.admin();
    String uid = scene.gateway().getMetadata().getUid();
    Stream<HasMetadata> owned =
        Stream.<List<? extends HasMetadata>>of(
                admin.apps().deployments().inNamespace(scene.namespace()).list().getItems(),
                admin.secrets().inNamespace(scene.namespace()).list().getItems(),
                admin.configMaps().inNamespace(scene.namespace()).list().getItems(),
                admin.services().inNamespace(scene.namespace()).list().getItems(),
                admin
                    .policy()
                    .v1()
                    .podDisruptionBudget()
                    .inNamespace(scene.namespace())
                    .list()
                    .getItems())
            .flatMap(List::stream)
            .<HasMetadata>map(object -> object)
            .filter(
                object ->
                    object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(uid)));
    Stream<HasMetadata> pods =
        admin.pods().inNamespace(scene.namespace()).list().getItems().stream().map(pod -> pod);
    return Stream.concat(owned, pods).toList();
  }
}
