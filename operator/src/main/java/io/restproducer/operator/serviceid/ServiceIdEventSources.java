package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What wakes a ServiceId: its Secrets, its RestProducer coming or going, and the key table. */
final class ServiceIdEventSources {
  private static final String BY_PRODUCER = "by-producer";

  private final EventSourceContext<ServiceId> context;
  private final WakeUpEventSource<ServiceId> wakeUps;

  ServiceIdEventSources(
      EventSourceContext<ServiceId> context, WakeUpEventSource<ServiceId> wakeUps) {
    this.context = context;
    this.wakeUps = wakeUps;
  }

  List<EventSource<?, ServiceId>> all() {
    context
        .getPrimaryCache()
        .addIndexer(
            BY_PRODUCER,
            sid ->
                List.of(key(sid.getMetadata().getNamespace(), sid.getSpec().restProducerRef.name)));
    return List.of(secrets(), producers(), wakeUps);
  }

  private EventSource<Secret, ServiceId> secrets() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, ServiceId.class)
            .withName("secrets")
            .withLabelSelector(Component.SERVICE_ID.watched())
            .withSecondaryToPrimaryMapper(ServiceIdEventSources::ownerOrInstance)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /** A Secret from a back-up has no owner to tell of, only its labels. */
  private static Set<ResourceID> ownerOrInstance(Secret secret) {
    Set<ResourceID> concerned =
        new HashSet<>(
            Mappers.<Secret>fromOwnerReferences(ServiceId.class, false)
                .toPrimaryResourceIDs(secret));
    String instance = Component.instance(secret.getMetadata().getLabels());
    if (instance != null) {
      concerned.add(new ResourceID(instance, secret.getMetadata().getNamespace()));
    }
    return concerned;
  }

  /** What changes within a RestProducer comes by the board, and only to those whom it concerns. */
  private EventSource<RestProducer, ServiceId> producers() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(RestProducer.class, ServiceId.class)
            .withName("rest-producers")
            .withSecondaryToPrimaryMapper(this::referring)
            .withPrimaryToSecondaryMapper(
                (ServiceId sid) ->
                    Set.of(
                        new ResourceID(
                            sid.getSpec().restProducerRef.name, sid.getMetadata().getNamespace())))
            .withOnUpdateFilter((now, before) -> isAnother(now, before))
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /** One made again under its name may show as an update when a watch was away meanwhile. */
  private static boolean isAnother(RestProducer now, RestProducer before) {
    return !now.getMetadata().getUid().equals(before.getMetadata().getUid());
  }

  private Set<ResourceID> referring(RestProducer producer) {
    String key = key(producer.getMetadata().getNamespace(), producer.getMetadata().getName());
    return context.getPrimaryCache().byIndex(BY_PRODUCER, key).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }
}
