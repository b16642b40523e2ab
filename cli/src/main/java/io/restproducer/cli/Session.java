package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Changes;
import io.restproducer.cli.cluster.Cluster;
import io.restproducer.cli.cluster.Instances;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import io.restproducer.cli.host.Waiting;
import java.util.Optional;

/** One run of one command: its options, its machine and, once it is needed, its cluster. */
final class Session implements AutoCloseable {
  private final Host host;
  private final GlobalOptions options;
  private Cluster cluster;

  Session(Host host, GlobalOptions options) {
    this.host = host;
    this.options = options;
  }

  Host host() {
    return host;
  }

  GlobalOptions options() {
    return options;
  }

  Output output() {
    return new Output(host, options.output());
  }

  Waiting waiting() {
    return new Waiting(host, options.timeout());
  }

  Cluster cluster() {
    if (cluster == null) {
      cluster = Cluster.open(options.kubeconfig(), options.context(), options.namespace());
    }
    return cluster;
  }

  Instances instances() {
    return new Instances(cluster(), host);
  }

  /** The RestProducer that is meant. */
  Resource instance() {
    return instances().choose(options.restProducer());
  }

  /** A ServiceId of the namespace, which must exist. */
  Resource serviceId(String name) {
    return cluster()
        .find(Kind.SERVICE_ID, cluster().namespace(), name)
        .orElseThrow(
            () ->
                new Failure(
                    "there is no ServiceId %s in the namespace %s: see them with: kubectl restproducer"
                            .formatted(name, cluster().namespace())
                        + " iam-service-ids, or choose another with -n"));
  }

  /** The resource as it is now, which must still exist. */
  Resource again(Kind kind, Resource before) {
    return cluster()
        .find(kind, before.namespace(), before.name())
        .orElseThrow(() -> new Failure(kind.word() + " " + before.id() + " was deleted meanwhile"));
  }

  /**
   * Puts fields and list entries into a resource; with {@code --dry-run} has them checked and
   * prints them, and gives nothing.
   */
  Optional<Resource> change(Kind kind, String namespace, String name, ObjectNode spec) {
    Changes changes = new Changes(cluster(), host.err());
    if (!options.dryRun()) {
      return Optional.of(changes.put(kind, namespace, name, spec));
    }
    ObjectNode patch = Changes.patch(kind, namespace, name, spec);
    changes.check(kind, patch);
    output().patch(patch);
    return Optional.empty();
  }

  @Override
  public void close() {
    if (cluster != null) {
      cluster.close();
    }
  }
}
