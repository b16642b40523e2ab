package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Gives Services what the API server gives them: cluster address, ports and node ports. */
final class ServiceAddresses {

  private static final int FIRST = 30_000;
  private static final int LAST = 32_767;
  private static final ResourceType SERVICES =
      ResourceType.builtIn("", "v1", "services", "Service", true);

  private final ObjectStore store;

  ServiceAddresses(ObjectStore store) {
    this.store = store;
  }

  void complete(ObjectNode before, ObjectNode service) {
    ObjectNode spec = service.withObject("/spec");
    Defaults.set(spec, "type", "ClusterIP");
    Defaults.set(spec, "sessionAffinity", "None");
    Defaults.set(spec, "internalTrafficPolicy", "Cluster");
    Set<Integer> used = used(service);
    JsonNode oldPorts = before == null ? spec.arrayNode() : before.path("spec").path("ports");
    boolean outside = !"ClusterIP".equals(spec.path("type").asText());
    if (outside) {
      Defaults.set(spec, "externalTrafficPolicy", "Cluster");
    } else {
      spec.remove("externalTrafficPolicy");
    }
    for (JsonNode item : spec.path("ports")) {
      ObjectNode port = (ObjectNode) item;
      Defaults.set(port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        port.set("targetPort", port.path("port"));
      }
      if (outside) {
        giveNodePort(port, oldPorts, used);
      } else {
        port.remove("nodePort");
      }
    }
    if (!spec.hasNonNull("clusterIP")) {
      spec.put("clusterIP", address(before, used.size()));
    }
    if (!spec.has("clusterIPs")) {
      spec.putArray("clusterIPs").add(spec.path("clusterIP").asText());
      spec.putArray("ipFamilies").add("IPv4");
      spec.put("ipFamilyPolicy", "SingleStack");
    }
    if (!service.has("status")) {
      service.putObject("status").putObject("loadBalancer");
    }
  }

  private void giveNodePort(ObjectNode port, JsonNode oldPorts, Set<Integer> used) {
    if (port.path("nodePort").asInt() == 0) {
      for (JsonNode old : oldPorts) {
        if (old.path("port").equals(port.path("port")) && old.has("nodePort")) {
          port.set("nodePort", old.get("nodePort"));
          return;
        }
      }
      port.put("nodePort", free(used));
    }
    int asked = port.path("nodePort").asInt();
    if (asked < FIRST || asked > LAST) {
      throw Refused.invalid(
          "Service",
          "nodePort: Invalid value: %d: the range of valid ports is %d-%d"
              .formatted(asked, FIRST, LAST));
    }
    if (!used.add(asked)) {
      throw Refused.invalid(
          "Service",
          "nodePort: Invalid value: %d: provided port is already allocated".formatted(asked));
    }
  }

  /** A port nobody on this machine listens on either: several clusters may share it. */
  private static int free(Set<Integer> used) {
    int port = ThreadLocalRandom.current().nextInt(FIRST, LAST + 1);
    while (used.contains(port) || isTaken(port)) {
      port = port == LAST ? FIRST : port + 1;
    }
    return port;
  }

  private static boolean isTaken(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  private String address(ObjectNode before, int number) {
    if (before != null && before.path("spec").has("clusterIP")) {
      return before.path("spec").path("clusterIP").asText();
    }
    long next = store.revision() + number;
    return "10.%d.%d.%d".formatted(96 + next / 62_500 % 16, next / 250 % 250, 2 + next % 250);
  }

  /** The node ports of all other Services. */
  private Set<Integer> used(ObjectNode service) {
    Set<Integer> used = new TreeSet<>();
    for (ObjectNode other : store.list(SERVICES)) {
      if (!other.path("metadata").path("uid").equals(service.path("metadata").path("uid"))) {
        other.path("spec").path("ports").forEach(port -> used.add(port.path("nodePort").asInt()));
      }
    }
    return used;
  }
}
