package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Lets several pods listen on one machine: an address of its own for each, or ports of its own. */
enum Addresses {
  ADDRESS_PER_POD,
  PORTS_PER_POD;

  private static final int ATTEMPTS = 100;

  static Addresses ofThisSystem() {
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return linux ? ADDRESS_PER_POD : PORTS_PER_POD;
  }

  /** The address a new pod gets; none of the container's ports is taken there. */
  String address(Container container) {
    if (this == PORTS_PER_POD) {
      return "127.0.0.1";
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String address =
          "127.%d.%d.%d"
              .formatted(random.nextInt(64, 127), random.nextInt(256), random.nextInt(1, 255));
      if (container.getPorts().stream().allMatch(p -> isFree(address, p.getContainerPort()))) {
        return address;
      }
    }
    throw new IllegalStateException("no loopback address has the pod's ports free");
  }

  /** Writes free ports into a container that must share its address with others. */
  void choosePorts(Container container) {
    if (this == PORTS_PER_POD) {
      for (ContainerPort port : container.getPorts()) {
        port.setContainerPort(freePort());
      }
    }
  }

  /** What tells the program where to listen. */
  Map<String, String> environment(Container container, String address) {
    Map<String, String> environment = new HashMap<>(Map.of("BIND_ADDRESS", address));
    if (this == PORTS_PER_POD) {
      for (ContainerPort port : container.getPorts()) {
        String name = port.getName().toUpperCase(Locale.ROOT).replace('-', '_');
        environment.put(name + "_PORT", Integer.toString(port.getContainerPort()));
      }
    }
    return environment;
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of 127.0.0.1 is free", e);
    }
  }
}
