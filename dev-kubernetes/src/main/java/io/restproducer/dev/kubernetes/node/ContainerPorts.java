package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;

/** Finds a container's port by its name or number. */
final class ContainerPorts {

  private ContainerPorts() {}

  static int byName(Container container, String name) {
    return container.getPorts().stream()
        .filter(port -> name.equals(port.getName()))
        .mapToInt(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(
            () ->
                new NotStartable(
                    "CreateContainerError",
                    "container " + container.getName() + " has no port named " + name));
  }

  static int by(Container container, IntOrString port) {
    return port.getIntVal() != null ? port.getIntVal() : byName(container, port.getStrVal());
  }
}
