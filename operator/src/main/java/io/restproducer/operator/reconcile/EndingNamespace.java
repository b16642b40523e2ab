package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A namespace that is being deleted. It takes nothing new, with a cause of that name (<a
 * href="https://github.com/kubernetes/apiserver/blob/master/pkg/admission/plugin/namespace/lifecycle/admission.go">NamespaceLifecycle</a>),
 * and what is in it needs nothing any more but to go.
 */
public final class EndingNamespace {
  private static final String CAUSE = "NamespaceTerminating";

  private EndingNamespace() {}

  /** Whether the API server took something not because its namespace is being deleted. */
  public static boolean refused(Exception failure) {
    // Metrics wrap what a pass has thrown.
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(KubernetesClientException.class::isInstance)
        .map(answered -> ((KubernetesClientException) answered).getStatus())
        .filter(Objects::nonNull)
        .map(Status::getDetails)
        .filter(Objects::nonNull)
        .map(StatusDetails::getCauses)
        .flatMap(List::stream)
        .anyMatch(cause -> CAUSE.equals(cause.getReason()));
  }
}
