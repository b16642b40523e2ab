package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.Mappers;
import io.restproducer.contract.ProducerId;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.Component;
import io.restproducer.operator.reconcile.NamespaceEventSource;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What wakes a RestProducer. It has informers of its own for ServiceIds and their Secrets: the key
 * table must never be compiled from a cache that another controller is still filling.
 */
final class RestProducerEventSources {
  private final EventSourceContext<RestProducer> context;
  private final WakeUpEventSource<RestProducer> wakeUps;
  private final DepartureEventSource departures;
  private final UserSecretsEventSource userSecrets;
  private final Optional<NamespaceEventSource<RestProducer>> namespaces;

  RestProducerEventSources(
      EventSourceContext<RestProducer> context,
      WakeUpEventSource<RestProducer> wakeUps,
      DepartureEventSource departures,
      UserSecretsEventSource userSecrets) {
    this.context = context;
    this.wakeUps = wakeUps;
    this.departures = departures;
    this.userSecrets = userSecrets;
    this.namespaces = NamespaceEventSource.of(namespace -> selecting(), context);
  }

  List<EventSource<?, RestProducer>> all() {
    String children = Component.PRODUCER_RUNTIME.watched();
    List<EventSource<?, RestProducer>> all = new ArrayList<>();
    namespaces.ifPresent(all::add);
    Collections.addAll(
        all,
        source("secrets", Secret.class, children, RestProducerEventSources::ownedOrRetained),
        source("config-maps", ConfigMap.class, children, owned()),
        source("services", Service.class, children, owned()),
        source("deployments", Deployment.class, children, owned()),
        source("disruption-budgets", PodDisruptionBudget.class, children, owned()),
        source("pods", Pod.class, children, RestProducerEventSources::ofInstance),
        source(
            "credentials",
            Secret.class,
            Component.SERVICE_ID.watched(),
            RestProducerEventSources::served),
        source("service-ids", ServiceId.class, null, RestProducerEventSources::referenced),
        wakeUps,
        departures,
        userSecrets,
        new RemintEventSource());
    return all;
  }

  NamespaceLabels labels() {
    return namespaces.<NamespaceLabels>map(source -> source).orElse(NamespaceLabels.UNWATCHED);
  }

  /** Whoever lets ServiceIds in by the labels of their namespaces. */
  private Set<ResourceID> selecting() {
    return context
        .getPrimaryCache()
        .list(Permission::needsLabels)
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  private <R extends HasMetadata> EventSource<R, RestProducer> source(
      String name, Class<R> type, String selector, SecondaryToPrimaryMapper<R> mapper) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, RestProducer.class)
            .withName(name)
            .withLabelSelector(selector)
            .withSecondaryToPrimaryMapper(mapper)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  private static <R extends HasMetadata> SecondaryToPrimaryMapper<R> owned() {
    return Mappers.fromOwnerReferences(RestProducer.class, false);
  }

  /**
   * A retained Secret has no owner to tell of; an owner is told even if the labels were changed.
   */
  private static Set<ResourceID> ownedOrRetained(Secret secret) {
    Set<ResourceID> concerned = new HashSet<>(ofInstance(secret));
    concerned.addAll(RestProducerEventSources.<Secret>owned().toPrimaryResourceIDs(secret));
    return concerned;
  }

  private static Set<ResourceID> ofInstance(HasMetadata object) {
    return inNamespaceOf(object, Component.instance(object.getMetadata().getLabels()));
  }

  private static Set<ResourceID> served(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels.get(Component.PRODUCER_LABEL);
    String namespace = labels.get(Component.PRODUCER_NAMESPACE_LABEL);
    return name != null && namespace != null
        ? Set.of(new ResourceID(name, namespace))
        : inNamespaceOf(object, name);
  }

  private static Set<ResourceID> referenced(ServiceId serviceId) {
    ProducerId producer = Request.of(serviceId).producer();
    return Set.of(new ResourceID(producer.name(), producer.namespace()));
  }

  private static Set<ResourceID> inNamespaceOf(HasMetadata object, String producer) {
    return producer == null
        ? Set.of()
        : Set.of(new ResourceID(producer, object.getMetadata().getNamespace()));
  }
}
