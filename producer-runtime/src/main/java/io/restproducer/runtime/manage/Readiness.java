package io.restproducer.runtime.manage;

import java.util.Optional;

/** Whether this pod should get requests, and if not, why. */
public interface Readiness {
  /** Empty when it is ready. */
  Optional<String> reasonAgainst();
}
