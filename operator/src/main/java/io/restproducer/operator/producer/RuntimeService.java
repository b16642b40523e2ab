package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.restproducer.crds.Exposure;
import io.restproducer.operator.reconcile.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The one Service before the pods, and the addresses at which callers find it. */
final class RuntimeService {
  static final String API = "api";
  static final String CLIENT_AUTH = "client-auth";

  private RuntimeService() {}

  static Service build(Blueprint blueprint) {
    Exposure expose = blueprint.spec().expose;
    List<ServicePort> ports = new ArrayList<>();
    ports.add(port(expose.type, API, expose.api.port, expose.api.nodePort));
    if (expose.clientAuth.enabled) {
      ports.add(port(expose.type, CLIENT_AUTH, expose.clientAuth.port, expose.clientAuth.nodePort));
    }
    return new ServiceBuilder()
        .withMetadata(
            Ownership.child(blueprint.producer(), blueprint.names().service(), blueprint.labels()))
        .withNewSpec()
        .withType(expose.type == Exposure.Type.NODE_PORT ? "NodePort" : "ClusterIP")
        .withSelector(blueprint.selector())
        .withPorts(ports)
        .endSpec()
        .build();
  }

  private static ServicePort port(Exposure.Type type, String name, Integer port, Integer nodePort) {
    return new ServicePortBuilder()
        .withName(name)
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(name))
        .withNodePort(type == Exposure.Type.NODE_PORT ? nodePort : null)
        .build();
  }

  /** What callers put before /topics/…; empty until the cluster has chosen a node port. */
  static Optional<String> endpoint(Blueprint blueprint, Service service) {
    Exposure expose = blueprint.spec().expose;
    return url(blueprint, service, API, expose.api.host, expose.api.port);
  }

  /** The same for those with a client certificate; empty also when they are not wanted. */
  static Optional<String> clientAuthEndpoint(Blueprint blueprint, Service service) {
    Exposure expose = blueprint.spec().expose;
    return expose.clientAuth.enabled
        ? url(blueprint, service, CLIENT_AUTH, clientAuthHost(expose), expose.clientAuth.port)
        : Optional.empty();
  }

  private static Optional<String> url(
      Blueprint blueprint, Service service, String name, String host, int port) {
    return blueprint.spec().expose.type == Exposure.Type.CLUSTER_IP
        ? Optional.of(url(inCluster(blueprint), port))
        : nodePort(service, name).map(chosen -> url(host, chosen));
  }

  /** One Service, and with it the same nodes, has both ports. */
  private static String clientAuthHost(Exposure expose) {
    return expose.clientAuth.host == null ? expose.api.host : expose.clientAuth.host;
  }

  /** The names by which callers inside and outside reach the pods. */
  static List<String> hosts(Blueprint blueprint) {
    String name = blueprint.names().service();
    String inNamespace = name + "." + blueprint.id().namespace();
    List<String> own =
        List.of(inNamespace + ".svc", inNamespace + ".svc.cluster.local", inNamespace, name);
    return Stream.of(
            given(blueprint.spec().expose),
            own.stream(),
            CallerTls.of(blueprint.spec()).furtherNames().stream())
        .flatMap(names -> names)
        .toList();
  }

  /** Those that a certificate must be for that somebody else made. */
  static List<String> endpointHosts(Blueprint blueprint) {
    Exposure expose = blueprint.spec().expose;
    return expose.type == Exposure.Type.NODE_PORT
        ? given(expose).toList()
        : Stream.concat(Stream.of(inCluster(blueprint)), given(expose)).toList();
  }

  private static Stream<String> given(Exposure expose) {
    return Stream.of(expose.api.host, expose.clientAuth.enabled ? expose.clientAuth.host : null)
        .filter(Objects::nonNull)
        .distinct();
  }

  private static String inCluster(Blueprint blueprint) {
    return blueprint.names().service() + "." + blueprint.id().namespace() + ".svc";
  }

  private static Optional<Integer> nodePort(Service service, String name) {
    return service.getSpec().getPorts().stream()
        .filter(port -> name.equals(port.getName()))
        .map(ServicePort::getNodePort)
        .filter(port -> port != null && port > 0)
        .findFirst();
  }

  private static String url(String host, int port) {
    return "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
