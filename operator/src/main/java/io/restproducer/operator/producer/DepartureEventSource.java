package io.restproducer.operator.producer;

import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.restproducer.crds.RestProducer;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of RestProducers that are gone. A watch that was away meanwhile shows one that was made
 * again under its name as a mere update; its successor is woken here, as nobody else would.
 */
final class DepartureEventSource extends AbstractEventSource<Void, RestProducer>
    implements ResourceEventAware<RestProducer> {
  private final Consumer<RestProducer> gone;

  /**
   * A source for one controller.
   *
   * @param gone called on the thread of the watch
   */
  DepartureEventSource(Consumer<RestProducer> gone) {
    super(Void.class, "departures");
    this.gone = gone;
  }

  @Override
  public void onResourceDeleted(RestProducer producer) {
    gone.accept(producer);
  }

  @Override
  public void onResourceUpdated(RestProducer now, RestProducer before) {
    if (!now.getMetadata().getUid().equals(before.getMetadata().getUid())) {
      gone.accept(before);
      getEventHandler().handleEvent(new Event(ResourceID.fromResource(now)));
    }
  }

  @Override
  public Set<Void> getSecondaryResources(RestProducer producer) {
    return Set.of();
  }
}
