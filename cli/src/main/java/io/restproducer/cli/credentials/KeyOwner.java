package io.restproducer.cli.credentials;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.cluster.Cluster;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import io.restproducer.contract.ApiKey;
import io.restproducer.crds.ServiceIdStatus;
import java.util.List;
import java.util.Optional;

/**
 * Finds the ServiceId of an API key by the key's id and makes sure, by its hash, that it is that
 * very key. The key itself goes nowhere.
 */
public final class KeyOwner {
  private final Cluster cluster;

  /** Creates one. */
  public KeyOwner(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * The ServiceId, of the namespace if it is there, else of any that the user may list.
   *
   * @throws Failure if there is none, the key is another one of that id, or it does not work any
   *     more
   */
  public Resource of(ApiKey key) {
    Resource owner =
        among(cluster.list(Kind.SERVICE_ID, cluster.namespace()), key)
            .or(() -> among(everywhere(), key))
            .orElseThrow(
                () ->
                    new Failure(
                        "no ServiceId that you may see has an API key with the id %s: choose its namespace with -n, or see the ids with: kubectl restproducer iam-service-id NAME"
                            .formatted(key.id())));
    ServiceIdStatus.ApiKey listed = listed(owner, key).orElseThrow();
    if (!key.sha256().hex().equals(listed.sha256)) {
      throw new Failure(
          "this is not the API key %s of ServiceId %s: its id is the same and its text another; nothing was changed: copy the key again"
              .formatted(key.id(), owner.id()));
    }
    if (listed.state == ServiceIdStatus.ApiKey.State.REVOKED) {
      throw new Failure(
          "the API key %s of ServiceId %s is revoked: use the one in the Secret %s"
              .formatted(
                  key.id(),
                  owner.id(),
                  owner.text("/status/apiKeySecretName").orElse("of the ServiceId")));
    }
    if (owner.json().at("/spec/suspend").asBoolean()) {
      throw new Failure(
          "ServiceId %s is suspended, so that none of its credentials works: set spec.suspend to false first"
              .formatted(owner.id()));
    }
    return owner;
  }

  private List<Resource> everywhere() {
    try {
      return cluster.listEverywhere(Kind.SERVICE_ID);
    } catch (KubernetesClientException e) {
      if (e.getCode() == 403) {
        return List.of();
      }
      throw e;
    }
  }

  private static Optional<Resource> among(List<Resource> serviceIds, ApiKey key) {
    return serviceIds.stream().filter(id -> listed(id, key).isPresent()).findFirst();
  }

  private static Optional<ServiceIdStatus.ApiKey> listed(Resource serviceId, ApiKey key) {
    return IssuedKey.listed(serviceId).stream()
        .filter(listed -> key.id().equals(listed.id))
        .findFirst();
  }
}
