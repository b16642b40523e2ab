package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.restproducer.crds.Exposure;
import io.restproducer.operator.reconcile.Ownership;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The one Service before the pods, and the address at which callers find it. */
final class RuntimeService {
  static final String API = "api";

  private RuntimeService() {}

  static Service build(Blueprint blueprint) {
    Exposure expose = blueprint.spec().expose;
    return new ServiceBuilder()
        .withMetadata(
            Ownership.child(blueprint.producer(), blueprint.names().service(), blueprint.labels()))
        .withNewSpec()
        .withType(expose.type == Exposure.Type.NODE_PORT ? "NodePort" : "ClusterIP")
        .withSelector(blueprint.selector())
        .withPorts(
            new ServicePortBuilder()
                .withName(API)
                .withProtocol("TCP")
                .withPort(expose.api.port)
                .withTargetPort(new IntOrString(API))
                .withNodePort(expose.type == Exposure.Type.NODE_PORT ? expose.api.nodePort : null)
                .build())
        .endSpec()
        .build();
  }

  /** What callers put before /topics/…; empty until the cluster has chosen a node port. */
  static Optional<String> endpoint(Blueprint blueprint, Service service) {
    Exposure expose = blueprint.spec().expose;
    if (expose.type == Exposure.Type.CLUSTER_IP) {
      return Optional.of(
          url(
              blueprint.names().service() + "." + blueprint.id().namespace() + ".svc",
              expose.api.port));
    }
    return nodePort(service).map(port -> url(expose.api.host, port));
  }

  /** The names by which callers inside and outside reach the pods. */
  static List<String> hosts(Blueprint blueprint) {
    String name = blueprint.names().service();
    String inNamespace = name + "." + blueprint.id().namespace();
    List<String> own =
        List.of(inNamespace + ".svc", inNamespace + ".svc.cluster.local", inNamespace, name);
    String host = blueprint.spec().expose.api.host;
    return host == null ? own : Stream.concat(Stream.of(host), own.stream()).toList();
  }

  private static Optional<Integer> nodePort(Service service) {
    return service.getSpec().getPorts().stream()
        .filter(port -> API.equals(port.getName()))
        .map(ServicePort::getNodePort)
        .filter(port -> port != null && port > 0)
        .findFirst();
  }

  private static String url(String host, int port) {
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
