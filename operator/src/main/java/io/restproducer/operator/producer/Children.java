package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.restproducer.contract.EndpointAddresses;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.reconcile.Dependents;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.RefusedByCluster;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Brings about what follows from a blueprint, in an order in which pods find all they mount. */
final class Children {
  private final ProducerFlow.Start start;
  private final Blueprint blueprint;

  Children(ProducerFlow.Start start, Blueprint blueprint) {
    this.start = start;
    this.blueprint = blueprint;
  }

  /** Applies them all and notes in {@code sketch} and on the desk what came of it. */
  void apply(Trust trust, Picture.Sketch sketch) throws ForeignObject, RefusedByCluster {
    Dependents children = start.children();
    children.apply(AuthorityBundle.secret(blueprint, trust.servers()), Secret.class);
    children.apply(AuthorityBundle.configMap(blueprint, trust.servers()), ConfigMap.class);
    children.apply(AuthorityBundle.clientsTrust(blueprint, trust.clients()), Secret.class);
    ConfigMap configuration = children.apply(RuntimeConfigMap.build(blueprint), ConfigMap.class);
    Service service = children.apply(RuntimeService.build(blueprint), Service.class);
    sketch.endpoint = RuntimeService.endpoint(blueprint, service);
    sketch.clientAuthEndpoint = RuntimeService.clientAuthEndpoint(blueprint, service);
    showConnectPage(trust, sketch);
    String configurationName = configuration.getMetadata().getName();
    Deployment deployment =
        children.apply(RuntimeDeployment.build(blueprint, configurationName), Deployment.class);
    if (RuntimeDisruptionBudget.isWanted(blueprint)) {
      children.apply(RuntimeDisruptionBudget.build(blueprint), PodDisruptionBudget.class);
    } else {
      start.ownBudget().ifPresent(children::delete);
    }
    access(trust, sketch).ifPresent(start.desk()::reachedAt);
    Rollout rollout = Rollout.of(deployment);
    sketch.rollout = Optional.of(rollout);
    if (rollout.isComplete()) {
      removeUnused(configurationName);
    }
  }

  private void showConnectPage(Trust trust, Picture.Sketch sketch)
      throws ForeignObject, RefusedByCluster {
    if (ConnectPage.isWanted(blueprint) && sketch.endpoint.isPresent()) {
      EndpointAddresses addresses =
          new EndpointAddresses(sketch.endpoint.get(), sketch.clientAuthEndpoint);
      start
          .children()
          .apply(ConnectPage.build(blueprint, addresses, trust.servers()), ConfigMap.class);
    } else {
      start.ownConfigMaps().stream()
          .filter(map -> name(map).equals(blueprint.names().connectPage()))
          .forEach(start.children()::delete);
    }
  }

  private static Optional<Access> access(Trust trust, Picture.Sketch sketch) {
    return sketch.endpoint.map(
        url ->
            new Access(
                url,
                new String(trust.servers(), StandardCharsets.US_ASCII),
                sketch.clientAuthEndpoint,
                sketch.clientAuthEndpoint.map(reached -> trust.issuer())));
  }

  private void removeUnused(String inUse) {
    String prefix = blueprint.names().runtimeConfigurationPrefix();
    start.ownConfigMaps().stream()
        .filter(map -> map.getMetadata().getName().startsWith(prefix))
        .filter(map -> !map.getMetadata().getName().equals(inUse))
        .filter(map -> start.pods().pods().stream().noneMatch(p -> p.mounts(name(map))))
        .forEach(start.children()::delete);
  }

  private static String name(ConfigMap map) {
    return map.getMetadata().getName();
  }
}
