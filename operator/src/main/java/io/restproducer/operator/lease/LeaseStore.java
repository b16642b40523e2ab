package io.restproducer.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Optional;

/** The one Lease that all candidates look at. A failure is an exception of the client. */
interface LeaseStore {
  Optional<Lease> read();

  /** Makes it; fails if somebody else was faster. */
  void create(Lease lease);

  /** Changes it; fails if it is not the one of that resource version any more. */
  void replace(Lease lease);
}
