package io.restproducer.operator.keytable;

import java.util.List;

/**
 * What the pods of one RestProducer know.
 *
 * @param known revision that every pod we wait for has loaded
 * @param knownByAll revision that every pod has loaded, those that were given up included
 * @param waitingFor pods that lag, each with the reason, for people
 * @param givenUp pods that have been silent for too long to be waited for
 */
public record PodKnowledge(
    long known, long knownByAll, List<String> waitingFor, List<String> givenUp) {
  public PodKnowledge {
    waitingFor = List.copyOf(waitingFor);
    givenUp = List.copyOf(givenUp);
  }

  public boolean knows(long revision) {
    return revision <= known;
  }
}
