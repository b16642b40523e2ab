package io.restproducer.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.TrustBundle;
import io.restproducer.cli.doctor.AccessChecks;
import io.restproducer.cli.doctor.Examination;
import io.restproducer.cli.doctor.NetworkChecks;
import io.restproducer.cli.doctor.ResourceChecks;
import io.restproducer.cli.doctor.Verdict;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.http.ProduceApi;
import io.restproducer.contract.ApiKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Walks from this machine to the topic and stops at the first broken link. */
@Command(
    name = "doctor",
    description = {
      "Says what is wrong from here to the topic: a line for each check, and at the first broken link"
          + " what to do.",
      "It changes nothing and writes no record."
    })
final class Doctor implements Runnable {
  @ParentCommand private Root root;
  @Mixin private final UsableKey usableKey = new UsableKey();

  @Parameters(
      arity = "0..1",
      paramLabel = "TOPIC",
      description =
          "The topic to get to. Default: one that a ServiceId of the namespace may write.")
  private String topic;

  @Option(
      names = "--message-size",
      paramLabel = "N",
      description = "Also check whether a message of so many bytes is taken.")
  private Integer messageSize;

  @Override
  public void run() {
    Session session = root.session();
    Resource instance = session.instance();
    Report report = new Report(session);
    List<Verdict> all =
        new ArrayList<>(new ResourceChecks(instance).addTo(new Examination()).run(report::line));
    if (report.isGood()) {
      all.addAll(network(session, instance).run(report::line));
    }
    if (report.isGood()) {
      all.addAll(access(session, instance).run(report::line));
    }
    report.end(all);
  }

  private Examination network(Session session, Resource instance) {
    Optional<String> endpoint = Installation.endpoint(instance, "api");
    if (endpoint.isEmpty()) {
      return new Examination()
          .then(
              () ->
                  broken(
                      "endpoint",
                      "the RestProducer has none yet",
                      "see its condition Ready: kubectl restproducer init"));
    }
    try {
      return new NetworkChecks(
              session.host(),
              URI.create(endpoint.get()),
              TrustBundle.fetch(session.cluster(), instance))
          .addTo(new Examination());
    } catch (Failure e) {
      return new Examination()
          .then(
              () ->
                  broken(
                      "CA",
                      e.getMessage(),
                      "see the condition CertificatesReady, or ask for the Role in deploy/examples"));
    }
  }

  private Examination access(Session session, Resource instance) {
    try {
      String wanted = topic == null ? anyTopic(session, instance) : topic;
      Optional<Resource> serviceId = usableKey.serviceId(session, instance, wanted);
      ApiKey key = usableKey.find(session, instance, wanted);
      ProduceApi api =
          new ProduceApi(
              session.host(),
              URI.create(Installation.endpoint(instance, "api").orElseThrow()),
              TrustBundle.fetch(session.cluster(), instance));
      return new AccessChecks(
              api, instance, serviceId, key, wanted, Optional.ofNullable(messageSize))
          .addTo(new Examination());
    } catch (Failure e) {
      return new Examination().then(() -> broken("key", e.getMessage(), ""));
    } catch (KubernetesClientException e) {
      return new Examination()
          .then(
              () ->
                  broken(
                      "key",
                      io.restproducer.cli.cluster.ApiErrors.translated(e).getMessage(),
                      "or hand the key in with --api-key-file"));
    }
  }

  private static Verdict broken(String name, String found, String remedy) {
    return new Verdict(name, Verdict.Outcome.BROKEN, found, remedy);
  }

  private String anyTopic(Session session, Resource instance) {
    return session.cluster().list(Kind.SERVICE_ID, session.cluster().namespace()).stream()
        .filter(id -> ServiceIdView.producer(id).equals(instance.id()))
        .flatMap(id -> ServiceIdView.of(id).topics().stream())
        .filter(granted -> !granted.endsWith("*"))
        .findFirst()
        .or(() -> TopicView.all(instance).stream().map(TopicView::name).findFirst())
        .orElseThrow(
            () ->
                new Failure(
                    "no topic to try: name one, as in: kubectl restproducer doctor orders"));
  }
}
