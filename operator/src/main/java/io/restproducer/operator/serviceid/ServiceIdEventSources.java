package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.restproducer.contract.ProducerId;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.NamespaceEventSource;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What wakes a ServiceId: its Secrets, its RestProducer coming or going, and the key table. */
final class ServiceIdEventSources {
  private static final String BY_PRODUCER = "by-producer";

  private final EventSourceContext<ServiceId> context;
  private final WakeUpEventSource<ServiceId> wakeUps;
  private final Optional<NamespaceEventSource<ServiceId>> namespaces;

  ServiceIdEventSources(
      EventSourceContext<ServiceId> context, WakeUpEventSource<ServiceId> wakeUps) {
    this.context = context;
    this.wakeUps = wakeUps;
    this.namespaces = NamespaceEventSource.of(this::within, context);
  }

  List<EventSource<?, ServiceId>> all() {
    context
        .getPrimaryCache()
        .addIndexer(BY_PRODUCER, sid -> List.of(Request.of(sid).producer().toString()));
    List<EventSource<?, ServiceId>> all = new ArrayList<>();
    namespaces.ifPresent(all::add);
    Collections.addAll(all, secrets(), producers(), wakeUps);
    return all;
  }

  NamespaceLabels labels() {
    return namespaces.<NamespaceLabels>map(source -> source).orElse(NamespaceLabels.UNWATCHED);
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

  /**
   * Whom a RestProducer lets in is asked of itself. What else changes within it comes by the board,
   * and only to those whom it concerns.
   */
  private EventSource<RestProducer, ServiceId> producers() {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(RestProducer.class, ServiceId.class)
            .withName("rest-producers")
            .withSecondaryToPrimaryMapper(this::referring)
            .withPrimaryToSecondaryMapper(
                (ServiceId sid) -> {
                  ProducerId producer = Request.of(sid).producer();
                  return Set.of(new ResourceID(producer.name(), producer.namespace()));
                })
            .withOnUpdateFilter(
                (now, before) -> isAnother(now, before) || !rules(now).equals(rules(before)))
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  /** One made again under its name may show as an update when a watch was away meanwhile. */
  private static boolean isAnother(RestProducer now, RestProducer before) {
    return !now.getMetadata().getUid().equals(before.getMetadata().getUid());
  }

  private Set<ResourceID> referring(RestProducer producer) {
    ProducerId id =
        new ProducerId(producer.getMetadata().getNamespace(), producer.getMetadata().getName());
    return context.getPrimaryCache().byIndex(BY_PRODUCER, id.toString()).stream()
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private Set<ResourceID> within(Namespace namespace) {
    return context
        .getPrimaryCache()
        .list(namespace.getMetadata().getName())
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private Object rules(RestProducer producer) {
    return context
        .getClient()
        .getKubernetesSerialization()
        .convertValue(new Object[] {producer.getSpec().allowedServiceIds}, List.class);
  }
}
