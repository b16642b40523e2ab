package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
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

  /** What to do about the failure of a pass: nothing more if that is the reason. */
  public static <R extends HasMetadata> ErrorStatusUpdateControl<R> judged(Exception failure) {
    return refused(failure)
        ? ErrorStatusUpdateControl.<R>noStatusUpdate().withNoRetry()
        : ErrorStatusUpdateControl.defaultErrorProcessing();
  }

  /** Whether the API server took something not because its namespace is being deleted. */
  static boolean refused(Exception failure) {
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
