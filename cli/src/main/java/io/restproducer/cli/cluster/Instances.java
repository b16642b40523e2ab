package io.restproducer.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the RestProducer that is meant: the named one, else the remembered one, else the only one
 * of the namespace, else the only one that can be seen.
 */
public final class Instances {
  private static final int FORBIDDEN = 403;

  private final Cluster cluster;
  private final RememberedInstances remembered;

  /** Creates one. */
  public Instances(Cluster cluster, Host host) {
    this.cluster = cluster;
    this.remembered = RememberedInstances.of(host);
  }

  /**
   * The instance.
   *
   * @param named NAME or NAMESPACE/NAME
   */
  public Resource choose(Optional<String> named) {
    if (named.isPresent()) {
      return named(named.get());
    }
    Optional<Resource> before =
        remembered.of(cluster.contextKey()).flatMap(id -> find(id.split("/", 2)));
    return before.orElseGet(this::only);
  }

  /** Notes a choice for the next commands in this kube context. */
  public void remember(Resource instance) {
    remembered.remember(cluster.contextKey(), instance.id());
  }

  private Optional<Resource> find(String[] id) {
    return cluster.find(Kind.REST_PRODUCER, id[0], id[1]);
  }

  private Resource named(String named) {
    if (named.contains("/")) {
      return find(named.split("/", 2)).orElseThrow(() -> unknown(named));
    }
    Optional<Resource> here = cluster.find(Kind.REST_PRODUCER, cluster.namespace(), named);
    if (here.isPresent()) {
      return here.get();
    }
    List<Resource> elsewhere =
        everywhere().stream().filter(found -> found.name().equals(named)).toList();
    if (elsewhere.size() > 1) {
      throw new Failure(
          "there are several RestProducers of that name: write one of "
              + elsewhere.stream().map(Resource::id).collect(Collectors.joining(", ")));
    }
    return elsewhere.stream().findFirst().orElseThrow(() -> unknown(named));
  }

  private Resource only() {
    List<Resource> found = here();
    if (found.isEmpty()) {
      found = everywhere();
    }
    if (found.isEmpty()) {
      throw new Failure(
          "no RestProducer in the namespace "
              + cluster.namespace()
              + " or in any other that you may see: name one with --restproducer NAMESPACE/NAME");
    }
    if (found.size() > 1) {
      throw new Failure(
          "several RestProducers and none chosen: choose with: kubectl restproducer init NAME; there"
              + " are "
              + found.stream().map(Resource::id).collect(Collectors.joining(", ")));
    }
    return found.get(0);
  }

  private List<Resource> here() {
    try {
      return cluster.list(Kind.REST_PRODUCER, cluster.namespace());
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return List.of();
      }
      throw e;
    }
  }

  private List<Resource> everywhere() {
    try {
      return cluster.listEverywhere(Kind.REST_PRODUCER);
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        throw new Failure(
            "no RestProducer in the namespace "
                + cluster.namespace()
                + ", and you have not the right to list restproducers.restproducer.io in all"
                + " namespaces: name one with --restproducer NAMESPACE/NAME",
            e);
      }
      throw e;
    }
  }

  private static Failure unknown(String named) {
    return new Failure(
        "there is no RestProducer "
            + named
            + ": see them with: kubectl get restproducers --all-namespaces");
  }
}
