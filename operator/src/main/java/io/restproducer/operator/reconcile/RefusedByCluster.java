package io.restproducer.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The API server, or an admission webhook, does not take an object as the spec wants it: somebody
 * has to change the spec or the cluster, and trying again at once changes nothing.
 */
public final class RefusedByCluster extends Exception {
  /** When to look again: it may be the cluster that was changed. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

  private static final int UNPROCESSABLE = 422;
  private static final Set<Integer> CODES = Set.of(HTTP_BAD_REQUEST, HTTP_FORBIDDEN, UNPROCESSABLE);
  private static final int LONGEST = 512;

  private RefusedByCluster(String message, KubernetesClientException cause) {
    super(message, cause);
  }

  /** What {@code failure} to write {@code object} means, if it means that. */
  static Optional<RefusedByCluster> of(HasMetadata object, KubernetesClientException failure) {
    return CODES.contains(failure.getCode()) && !EndingNamespace.refused(failure)
        ? Optional.of(
            new RefusedByCluster(
                "the cluster does not take %s %s: %s"
                    .formatted(
                        object.getKind(), object.getMetadata().getName(), words(object, failure)),
                failure))
        : Optional.empty();
  }

  /** The server's own words; of a Secret they could hold what is in it. */
  private static String words(HasMetadata object, KubernetesClientException failure) {
    boolean told =
        !object.getKind().equals("Secret")
            && failure.getStatus() != null
            && failure.getStatus().getMessage() != null;
    String words = told ? failure.getStatus().getMessage() : "code " + failure.getCode();
    return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "…";
  }
}
