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
   */
  record Problem(Reason reason, String message, boolean stalled) {
    static Problem forUser(Reason reason, String message) {
      return new Problem(reason, message, true);
    }

    static Problem passing(Reason reason, String message) {
      return new Problem(reason, message, false);
    }
  }
}
