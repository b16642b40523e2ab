package io.restproducer.operator.keytable;

import io.restproducer.operator.pki.ClientIssuer;
import java.util.List;
import java.util.Set;

/**
 * What the pods of one RestProducer know.
 *
 * @param known revision that every pod we wait for has loaded
 * @param knownByAll revision that every pod has loaded, those that were given up included
 * @param waitingFor pods that lag, each with the reason, for people
 * @param givenUp pods that have been silent for too long to be waited for
 * @param trust what client certificates those take that we wait for and that have told; one that
 *     has not knows no key either, and with no pod whoever starts does so with what is mounted then
 */
public record PodKnowledge(
    long known,
    long knownByAll,
    List<String> waitingFor,
    List<String> givenUp,
    Set<PodTrust> trust) {
  public PodKnowledge {
    waitingFor = List.copyOf(waitingFor);
    givenUp = List.copyOf(givenUp);
    trust = Set.copyOf(trust);
  }

  /** Where no client certificates are. */
  public PodKnowledge(long known, long knownByAll, List<String> waitingFor, List<String> givenUp) {
    this(known, knownByAll, waitingFor, givenUp, Set.of());
  }

  /** Whether each takes what {@code issuer} signs and seals. */
  public boolean takes(ClientIssuer issuer) {
    return trust.stream().allMatch(pod -> pod.takes(issuer));
  }

  public boolean knows(long revision) {
    return revision <= known;
  }
}
