package io.restproducer.operator.producer;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.restproducer.crds.RestProducer;
import java.util.Set;

/** Wakes a RestProducer when a request by annotation changes, which is not in its spec. */
final class RemintEventSource extends AbstractEventSource<Void, RestProducer>
    implements ResourceEventAware<RestProducer> {
  RemintEventSource() {
    super(Void.class, "remint-requests");
  }

  @Override
  public void onResourceUpdated(RestProducer now, RestProducer before) {
    if (!Remint.requested(now).equals(Remint.requested(before))
        || !RotationRequest.words(now).equals(RotationRequest.words(before))) {
      getEventHandler().handleEvent(new Event(ResourceID.fromResource(now)));
    }
  }

  @Override
  public Set<Void> getSecondaryResources(RestProducer producer) {
    return Set.of();
  }
}
