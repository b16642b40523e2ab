package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.restproducer.crds.RestProducerSpec;
import java.util.Map;
import java.util.TreeMap;

/** Resources of the runtime's container: those of the spec over the defaults. */
final class ContainerResources {
  private static final Map<String, Quantity> REQUESTS =
      Map.of("cpu", new Quantity("250m"), "memory", new Quantity("256Mi"));
  private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("512Mi"));

  private ContainerResources() {}

  static ResourceRequirements of(RestProducerSpec spec) {
    Map<String, Quantity> requests = new TreeMap<>(REQUESTS);
    Map<String, Quantity> limits = new TreeMap<>(LIMITS);
    if (spec.resources != null && spec.resources.requests != null) {
      requests.putAll(spec.resources.requests);
    }
    if (spec.resources != null && spec.resources.limits != null) {
      limits.putAll(spec.resources.limits);
    }
    requests.replaceAll((name, request) -> atMost(limits.get(name), request));
    return new ResourceRequirementsBuilder().withRequests(requests).withLimits(limits).build();
  }

  /** A default request above a limit that the user lowered would make the pod invalid. */
  private static Quantity atMost(Quantity limit, Quantity request) {
    boolean above =
        limit != null && request.getNumericalAmount().compareTo(limit.getNumericalAmount()) > 0;
    return above ? limit : request;
  }
}
