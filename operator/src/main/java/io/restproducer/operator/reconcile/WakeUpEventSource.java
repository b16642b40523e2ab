package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import java.util.Set;

/** Has a resource looked at again because something changed that is no Kubernetes object. */
public final class WakeUpEventSource<P extends HasMetadata> extends AbstractEventSource<Void, P> {
  public WakeUpEventSource(String name) {
    super(Void.class, name);
  }

  /** Wakes the resource; before the controller runs there is nobody to wake. */
  public void wake(String namespace, String name) {
    if (isRunning()) {
      getEventHandler().handleEvent(new Event(new ResourceID(name, namespace)));
    }
  }

  @Override
  public Set<Void> getSecondaryResources(P primary) {
    return Set.of();
  }
}
