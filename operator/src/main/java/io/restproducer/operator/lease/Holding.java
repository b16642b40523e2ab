package io.restproducer.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** What a Lease says of its holder, and what it says once a candidate has taken or left it. */
final class Holding {
  private static final Duration UNSAID = Duration.ofSeconds(15);

  private Holding() {}

  /** Nobody, once it was released. */
  static Optional<String> holder(Lease lease) {
    return Optional.ofNullable(lease.getSpec())
        .map(LeaseSpec::getHolderIdentity)
        .filter(holder -> !holder.isEmpty());
  }

  /** How long its holder may be silent, as the holder itself says. */
  static Duration duration(Lease lease) {
    return Optional.ofNullable(lease.getSpec())
        .map(LeaseSpec::getLeaseDurationSeconds)
        .map(Duration::ofSeconds)
        .orElse(UNSAID);
  }

  static Lease taken(Optional<Lease> found, Candidate candidate, Duration duration, Instant now) {
    Optional<LeaseSpec> before = found.map(Lease::getSpec);
    boolean holds = found.flatMap(Holding::holder).filter(candidate.name()::equals).isPresent();
    int transitions = before.map(LeaseSpec::getLeaseTransitions).orElse(0);
    ZonedDateTime time = now.atZone(ZoneOffset.UTC);
    return found
        .map(LeaseBuilder::new)
        .orElseGet(LeaseBuilder::new)
        .editOrNewMetadata()
        .withNamespace(candidate.namespace())
        .withName(Election.NAME)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(candidate.name())
        .withLeaseDurationSeconds((int) duration.toSeconds())
        .withAcquireTime(holds ? before.map(LeaseSpec::getAcquireTime).orElse(time) : time)
        .withRenewTime(time)
        .withLeaseTransitions(holds || found.isEmpty() ? transitions : transitions + 1)
        .endSpec()
        .build();
  }

  static Lease left(Lease lease) {
    return new LeaseBuilder(lease).editSpec().withHolderIdentity("").endSpec().build();
  }
}
