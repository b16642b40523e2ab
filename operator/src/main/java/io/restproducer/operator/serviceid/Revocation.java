package io.restproducer.operator.serviceid;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lets a deleted ServiceId go once every reachable pod refuses its keys, at the latest in 30 s. */
final class Revocation {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TableBoard board;
  private final EventLog events;
  private final InstantSource clock;

  Revocation(TableBoard board, EventLog events, InstantSource clock) {
    this.board = board;
    this.events = events;
    this.clock = clock;
  }

  /**
   * How long to wait yet; empty: nothing holds the ServiceId any more.
   *
   * @param concerned whether the RestProducer lets the ServiceId in or once did
   */
  Optional<Duration> of(
      ServiceId serviceId,
      ProducerId producerId,
      ServiceIdentity identity,
      Optional<RestProducer> producer,
      boolean concerned) {
    boolean producerGoes =
        producer.filter(p -> p.getMetadata().getDeletionTimestamp() == null).isEmpty();
    if (producerGoes || !concerned) {
      return let(producerId, identity);
    }
    Optional<Standing> standing = board.follow(producerId, identity);
    boolean revoked = standing.filter(Standing::isRevoked).isPresent();
    if (revoked && standing.get().givenUp().isEmpty()) {
      events.normal(serviceId, Reason.REVOKED, "no pod takes its keys any more");
      return let(producerId, identity);
    }
    Instant deadline = Instant.parse(serviceId.getMetadata().getDeletionTimestamp()).plus(PATIENCE);
    Duration left = Duration.between(clock.instant(), deadline);
    if (revoked || left.isNegative() || left.isZero()) {
      events.warning(serviceId, Reason.REVOKED, "not known to refuse its keys: " + rest(standing));
      return let(producerId, identity);
    }
    return Optional.of(left);
  }

  private Optional<Duration> let(ProducerId producer, ServiceIdentity identity) {
    board.unfollow(producer, identity);
    return Optional.empty();
  }

  private static String rest(Optional<Standing> standing) {
    List<String> pods =
        standing
            .map(s -> Stream.concat(s.waitingFor().stream(), s.givenUp().stream()).toList())
            .orElse(List.of());
    return pods.isEmpty() ? "the key table was not written" : String.join(", ", pods);
  }
}
