package io.restproducer.operator.producer;

import io.restproducer.contract.KeyTable;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.kafka.TopicReport;
import io.restproducer.operator.reconcile.Finding;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one pass over a RestProducer found and made. What is empty was not reached or is not there.
 *
 * @param refusal why the spec cannot be followed, a False of Accepted
 * @param unresolved which rules of who may use it are not in force, a False of RulesResolved
 * @param missingAuthority what became of a key that must not be minted again
 * @param unusableCertificate why the server certificate that is wanted is not presented, a False of
 *     CertificatesReady; pods go on with the one before
 * @param endpoint where callers with a key in a header find it
 * @param clientAuthEndpoint where those with a client certificate do
 * @param rollout of the Deployment as it was applied
 * @param topics of the declaration as it is now
 */
record Picture(
    Blueprint blueprint,
    ObservedPods pods,
    int serviceIds,
    Instant now,
    List<RestProducerStatus.Authority> authorities,
    Optional<Finding> refusal,
    Optional<Finding> unresolved,
    Optional<String> missingAuthority,
    Optional<Finding> unusableCertificate,
    Optional<KeyTable> table,
    Optional<X509Certificate> certificate,
    Optional<String> endpoint,
    Optional<String> clientAuthEndpoint,
    Optional<Rollout> rollout,
    Optional<List<TopicReport>> topics) {

  /** Collects a picture as a pass goes on; a pass that ends early leaves the rest empty. */
  static final class Sketch {
    private final Blueprint blueprint;
    private final ObservedPods pods;
    private final int serviceIds;
    private final Instant now;
    List<RestProducerStatus.Authority> authorities = List.of();
    Optional<Finding> refusal = Optional.empty();
    Optional<Finding> unresolved = Optional.empty();
    Optional<String> missingAuthority = Optional.empty();
    Optional<Finding> unusableCertificate = Optional.empty();
    Optional<TableKeeper.Kept> kept = Optional.empty();
    Optional<X509Certificate> certificate = Optional.empty();
    Optional<BroughtTls> brought = Optional.empty();
    Optional<String> endpoint = Optional.empty();
    Optional<String> clientAuthEndpoint = Optional.empty();
    Optional<Rollout> rollout = Optional.empty();
    Optional<List<TopicReport>> topics = Optional.empty();

    Sketch(Blueprint blueprint, ObservedPods pods, int serviceIds, Instant now) {
      this.blueprint = blueprint;
      this.pods = pods;
      this.serviceIds = serviceIds;
      this.now = now;
    }

    Picture finish() {
      return new Picture(
          blueprint,
          pods,
          serviceIds,
          now,
          authorities,
          refusal,
          unresolved,
          missingAuthority,
          unusableCertificate,
          kept.map(TableKeeper.Kept::table),
          certificate,
          endpoint,
          clientAuthEndpoint,
          rollout,
          topics);
    }
  }
}
