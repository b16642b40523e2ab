package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.restproducer.operator.permission.NamespaceLabels;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Watches namespaces for their labels, and wakes whom a change of labels may concern. */
public final class NamespaceEventSource<P extends HasMetadata>
    extends InformerEventSource<Namespace, P> implements NamespaceLabels {
  private NamespaceEventSource(
      SecondaryToPrimaryMapper<Namespace> concerned, EventSourceContext<P> context) {
    super(
        InformerEventSourceConfiguration.from(Namespace.class, context.getPrimaryResourceClass())
            .withName("namespaces")
            .withSecondaryToPrimaryMapper(concerned)
            // Labels are asked for by a namespace's name: no index of whom they concern is needed.
            .withPrimaryToSecondaryMapper((P primary) -> Set.of())
            .withOnUpdateFilter((now, before) -> !labels(now).equals(labels(before)))
            .build(),
        context);
  }

  /**
   * A source for a controller that watches the whole cluster; empty: it watches only some
   * namespaces and may not have the right to see any.
   */
  public static <P extends HasMetadata> Optional<NamespaceEventSource<P>> of(
      SecondaryToPrimaryMapper<Namespace> concerned, EventSourceContext<P> context) {
    return context.getControllerConfiguration().getInformerConfig().watchAllNamespaces()
        ? Optional.of(new NamespaceEventSource<>(concerned, context))
        : Optional.empty();
  }

  @Override
  public Optional<Map<String, String>> of(String namespace) {
    return get(new ResourceID(namespace)).map(NamespaceEventSource::labels);
  }

  private static Map<String, String> labels(Namespace namespace) {
    Map<String, String> labels = namespace.getMetadata().getLabels();
    return labels == null ? Map.of() : labels;
  }
}
