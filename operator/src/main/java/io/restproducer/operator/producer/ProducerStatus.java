package io.restproducer.operator.producer;

import io.restproducer.contract.KeyTable;
import io.restproducer.contract.StatusReport;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.kafka.TopicState;
import io.restproducer.operator.pki.Renewal;
import io.restproducer.operator.reconcile.Conditions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The status of a RestProducer, built anew from a picture; what was not looked at stays. Pure. */
final class ProducerStatus {
  private final Picture picture;
  private final RestProducerStatus before;

  private ProducerStatus(Picture picture) {
    this.picture = picture;
    RestProducerStatus known = picture.blueprint().producer().getStatus();
    this.before = known == null ? new RestProducerStatus() : known;
  }

  static RestProducerStatus of(Picture picture) {
    return new ProducerStatus(picture).build();
  }

  static StatusReport.Limits wantedLimits(Blueprint blueprint) {
    return new StatusReport.Limits(blueprint.spec().maxKeySize, blueprint.spec().maxMessageSize);
  }

  private RestProducerStatus build() {
    Long generation = picture.blueprint().producer().getMetadata().getGeneration();
    RestProducerStatus status = new RestProducerStatus();
    status.observedGeneration = generation;
    status.conditions =
        Conditions.of(
            new ProducerFindings(picture).all(), before.conditions, generation, picture.now());
    status.replicas = picture.pods().staying().size();
    status.readyReplicas = picture.pods().ready();
    status.selector = selector();
    status.endpoints = picture.endpoint().isPresent() ? endpoints() : before.endpoints;
    status.caCertificate = authority();
    status.limits = limits();
    status.serverCertificate =
        picture.certificate().map(this::certificate).orElse(before.serverCertificate);
    status.serviceIds = picture.serviceIds();
    status.topics = picture.topics().map(ProducerStatus::topics).orElse(before.topics);
    status.authorities = Remint.crossedOff(picture.blueprint().producer(), picture.authorities());
    status.keyTable = picture.table().map(this::keyTable).orElse(before.keyTable);
    return status;
  }

  private String selector() {
    return picture.blueprint().selector().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }

  private List<RestProducerStatus.Endpoint> endpoints() {
    return Stream.of(
            picture.endpoint().map(url -> endpoint("api", url)),
            picture.clientAuthEndpoint().map(url -> endpoint("clientAuth", url)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static RestProducerStatus.Endpoint endpoint(String name, String url) {
    RestProducerStatus.Endpoint endpoint = new RestProducerStatus.Endpoint();
    endpoint.name = name;
    endpoint.url = url;
    return endpoint;
  }

  private RestProducerStatus.CaCertificate authority() {
    if (picture.certificate().isEmpty()) {
      return before.caCertificate;
    }
    String bundle = picture.blueprint().names().authorityBundle();
    RestProducerStatus.CaCertificate authority = new RestProducerStatus.CaCertificate();
    authority.secretName = bundle;
    authority.configMapName = bundle;
    authority.key = AuthorityBundle.KEY;
    return authority;
  }

  /** They change only when no pod, a terminating one included, enforces other ones any more. */
  private RestProducerStatus.Limits limits() {
    StatusReport.Limits wanted = wantedLimits(picture.blueprint());
    if (!picture.pods().allEnforce(wanted)) {
      return before.limits;
    }
    RestProducerStatus.Limits limits = new RestProducerStatus.Limits();
    limits.maxKeySize = wanted.maxKeySize();
    limits.maxMessageSize = wanted.maxMessageSize();
    return limits;
  }

  private RestProducerStatus.ServerCertificate certificate(X509Certificate leaf) {
    RestProducerStatus.ServerCertificate certificate = new RestProducerStatus.ServerCertificate();
    certificate.notBefore = leaf.getNotBefore().toInstant().toString();
    certificate.notAfter = leaf.getNotAfter().toInstant().toString();
    certificate.renewalTime =
        CallerTls.of(picture.blueprint().spec()).broughtSecret().isPresent()
            ? null
            : Renewal.time(leaf).toString();
    certificate.serialNumber = leaf.getSerialNumber().toString(16);
    return certificate;
  }

  private static List<RestProducerStatus.Topic> topics(List<TopicReport> reports) {
    return reports.stream().map(ProducerStatus::topic).toList();
  }

  private static RestProducerStatus.Topic topic(TopicReport report) {
    boolean good = !report.state().needsPeople() && report.state() != TopicState.WAITING_FOR_KAFKA;
    RestProducerStatus.Topic topic = new RestProducerStatus.Topic();
    topic.name = report.name();
    topic.partitions = report.partitions().isPresent() ? report.partitions().getAsInt() : null;
    topic.state = good ? TopicState.READY.word() : report.reason().word();
    return topic;
  }

  private RestProducerStatus.KeyTable keyTable(KeyTable table) {
    RestProducerStatus.KeyTable revisions = new RestProducerStatus.KeyTable();
    revisions.revision = table.revision();
    revisions.propagatedRevision =
        Math.min(table.revision(), picture.pods().propagation().revisionKnownByAll());
    return revisions;
  }
}
