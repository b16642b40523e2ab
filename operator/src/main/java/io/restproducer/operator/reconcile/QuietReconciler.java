package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;

/**
 * Neither alarmed by a namespace that is being deleted nor trying again what it does not take. A
 * class names {@link Reconciler} beside it: the SDK looks for its resource's kind there only.
 */
public interface QuietReconciler<R extends HasMetadata> extends Reconciler<R> {
  @Override
  default ErrorStatusUpdateControl<R> updateErrorStatus(
      R resource, Context<R> context, Exception failure) {
    return EndingNamespace.refused(failure)
        ? ErrorStatusUpdateControl.<R>noStatusUpdate().withNoRetry()
        : ErrorStatusUpdateControl.defaultErrorProcessing();
  }
}
