package io.restproducer.operator.producer;

import io.restproducer.contract.ProducerId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One desk for each RestProducer. A RestProducer that was deleted and made again under its name
 * starts with an empty one: its predecessor's table must not be sent to its pods.
 */
final class Desks {
  private static final int LOCKS = 64;

  private final Map<ProducerId, Desk> desks = new ConcurrentHashMap<>();
  private final Object[] locks = new Object[LOCKS];
  private final Consumer<ProducerId> forget;

  /**
   * No desk yet.
   *
   * @param forget has everything forgotten that is kept elsewhere under this name
   */
  Desks(Consumer<ProducerId> forget) {
    this.forget = forget;
    Arrays.setAll(locks, i -> new Object());
  }

  /** Runs {@code work} while no other runs for this name, be it for a predecessor. */
  <T> T alone(ProducerId id, Supplier<T> work) {
    synchronized (locks[Math.floorMod(id.hashCode(), LOCKS)]) {
      return work.get();
    }
  }

  /** The desk of the RestProducer with this UID, in place of that of a predecessor. */
  Desk of(ProducerId id, String uid, Function<String, Desk> fresh) {
    Desk known = desks.get(id);
    if (known != null && known.isFor(uid)) {
      return known;
    }
    clear(id);
    Desk desk = fresh.apply(uid);
    desks.put(id, desk);
    return desk;
  }

  /** The first of these moments that comes, of all RestProducers. */
  Optional<Instant> earliest(Function<Desk, Optional<Instant>> moment) {
    return desks.values().stream()
        .map(moment)
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  /** Drops the desk of a RestProducer that is gone, unless a successor already has one. */
  void leave(ProducerId id, String uid) {
    Optional.ofNullable(desks.get(id)).filter(desk -> desk.isFor(uid)).ifPresent(d -> clear(id));
  }

  private void clear(ProducerId id) {
    desks.remove(id);
    forget.accept(id);
  }
}
