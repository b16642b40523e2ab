package io.restproducer.cli;

import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.GivenKey;
import io.restproducer.cli.credentials.IssuedKey;
import io.restproducer.cli.host.Failure;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.TopicPattern;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Options that say whose API key a command uses; it is sent to the api endpoint and nowhere else.
 */
final class UsableKey {
  @Option(
      names = "--service-id",
      paramLabel = "NAME",
      description =
          "Use the API key in this ServiceId's Secret. Default: a ready ServiceId of the"
              + " namespace that may write the topic.")
  private String serviceId;

  @Option(
      names = "--api-key-file",
      paramLabel = "F",
      description = "Use the API key in this file; - reads it from standard input.")
  private String file;

  /** The key to use for a topic. */
  ApiKey find(Session session, Resource instance, String topic) {
    if (file != null) {
      return GivenKey.fromFile(session.host(), file);
    }
    Resource owner = owner(session, instance, topic);
    return IssuedKey.of(session.cluster(), owner)
        .orElseThrow(
            () ->
                new Failure(
                    "ServiceId %s has no API key in a Secret yet: see why with: kubectl restproducer iam-service-id %s"
                        .formatted(owner.id(), owner.name())));
  }

  /** The ServiceId whose key is used, unless a file has it. */
  Optional<Resource> serviceId(Session session, Resource instance, String topic) {
    return file != null ? Optional.empty() : Optional.of(owner(session, instance, topic));
  }

  private Resource owner(Session session, Resource instance, String topic) {
    if (serviceId != null) {
      return session.serviceId(serviceId);
    }
    return session.cluster().list(Kind.SERVICE_ID, session.cluster().namespace()).stream()
        .filter(id -> ServiceIdView.producer(id).equals(instance.id()))
        .filter(ServiceIdView::isReady)
        .filter(id -> mayWrite(id, topic))
        .findFirst()
        .orElseThrow(
            () ->
                new Failure(
                    "no ready ServiceId of RestProducer %s in the namespace %s may write the topic %s: choose another namespace with -n, make one with iam-service-id-create, or give --api-key-file"
                        .formatted(instance.id(), session.cluster().namespace(), topic)));
  }

  private static boolean mayWrite(Resource id, String topic) {
    return ServiceIdView.of(id).topics().stream()
        .anyMatch(pattern -> new TopicPattern(pattern).matches(topic));
  }
}
