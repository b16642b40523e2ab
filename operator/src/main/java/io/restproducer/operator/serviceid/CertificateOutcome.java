package io.restproducer.operator.serviceid;

import io.restproducer.operator.pki.CsrWarning;
import io.restproducer.operator.reconcile.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What one pass made of one client certificate.
 *
 * @param name in the spec
 * @param published what callers can fetch
 * @param settled whether that is what is wanted, and every pod knows the key in it
 * @param problem why it is not what is wanted, and will not be by itself
 * @param warnings what is doubtful about its request
 */
record CertificateOutcome(
    String name,
    Optional<Published> published,
    boolean settled,
    Optional<Problem> problem,
    Set<CsrWarning> warnings) {
  /**
   * A certificate in its Secret.
   *
   * @param keyId of the key in it; empty: nobody can tell now
   */
  record Published(
      String secretName, X509Certificate leaf, Optional<String> keyId, Instant renewalTime) {}

  /**
   * Why there is no such certificate.
   *
   * @param stalled whether somebody has to change something
   * @param failure what was not foreseen: the pass has to be taken again
   */
  record Problem(
      Reason reason, String message, boolean stalled, Optional<RuntimeException> failure) {
    static Problem forUser(Reason reason, String message) {
      return new Problem(reason, message, true, Optional.empty());
    }

    static Problem passing(Reason reason, String message) {
      return new Problem(reason, message, false, Optional.empty());
    }

    /** Its kind alone is told: nobody knows what else the text of {@code failure} would tell. */
    static Problem failed(String certificate, RuntimeException failure) {
      return new Problem(
          Reason.ISSUING_FAILED,
          "%s: the operator failed with it (%s) and tries again; if it stays so, look into the operator's log"
              .formatted(certificate, failure.getClass().getSimpleName()),
          false,
          Optional.of(failure));
    }
  }
}
