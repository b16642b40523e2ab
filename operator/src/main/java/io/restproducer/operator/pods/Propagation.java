package io.restproducer.operator.pods;

import io.restproducer.contract.ProducerId;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Brings the published key table of each RestProducer to every one of its pods, level by level:
 * whatever a pod last said is compared with what it ought to have, until it has it or is gone.
 * Thread-safe; no method blocks, and the listener is never called on the caller's thread.
 *
 * <pre>
 *   observe, publish ──▶ Fleet ──push or status──▶ Pods ──▶ PodAnswer ──▶ Follower
 *                          ▲                                                 │
 *                          └── at once | back-off | poll ◀── lacks the table?┘──▶ changed
 * </pre>
 */
public final class Propagation {
  private final Pods pods;
  private final PropagationTiming timing;
  private final Timer timer;
  private final InstantSource clock;
  private final Consumer<ProducerId> changed;
  private final Map<ProducerId, Fleet> fleets = new ConcurrentHashMap<>();

  /**
   * An engine that knows no RestProducer yet.
   *
   * @param changed called, on the timer's thread, when {@link #state} of a RestProducer differs
   */
  public Propagation(
      Pods pods,
      PropagationTiming timing,
      Timer timer,
      InstantSource clock,
      Consumer<ProducerId> changed) {
    this.pods = pods;
    this.timing = timing;
    this.timer = timer;
    this.clock = clock;
    this.changed = changed;
  }

  /** Tells which pods of {@code producer} run now; whoever is missing is gone. */
  public void observe(ProducerId producer, Set<PodEndpoint> running) {
    fleet(producer).observe(Set.copyOf(running));
  }

  /**
   * Tells which table the pods ought to have. A revision that is not higher than the last one
   * changes nothing: a table with other content has another revision.
   *
   * @param revision of the table, 1 or more
   * @param table its signed bytes
   */
  public void publish(ProducerId producer, long revision, byte[] table) {
    fleet(producer).publish(new PublishedTable(revision, table.clone()));
  }

  /** Ends all calls for a RestProducer that is gone. */
  public void forget(ProducerId producer) {
    Fleet fleet = fleets.remove(producer);
    if (fleet != null) {
      fleet.dissolve();
    }
  }

  /** How far things are; empty for a RestProducer that was never spoken of or was forgotten. */
  public Optional<PropagationState> state(ProducerId producer) {
    return Optional.ofNullable(fleets.get(producer)).map(Fleet::state);
  }

  /** How far behind the pods of all RestProducers are. */
  public PropagationLag lag() {
    return PropagationLag.of(fleets.values().stream().map(Fleet::state).toList());
  }

  private Fleet fleet(ProducerId producer) {
    return fleets.computeIfAbsent(
        producer, id -> new Fleet(id, pods, timing, timer, clock, changed));
  }
}
