package io.restproducer.dev.kubernetes.josdk;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import java.util.concurrent.atomic.AtomicInteger;

/** Leaves everything to its dependents and counts how often it was asked. */
@Workflow(
    dependents = {
      @Dependent(type = GadgetChildren.Settings.class),
      @Dependent(type = GadgetChildren.Token.class),
      @Dependent(type = GadgetChildren.Program.class)
    })
@ControllerConfiguration(generationAwareEventProcessing = false)
public final class GadgetReconciler implements Reconciler<Gadget> {

  private final AtomicInteger reconciliations = new AtomicInteger();

  int reconciliations() {
    return reconciliations.get();
  }

  @Override
  public UpdateControl<Gadget> reconcile(Gadget gadget, Context<Gadget> context) {
    reconciliations.incrementAndGet();
    return UpdateControl.noUpdate();
  }
}
