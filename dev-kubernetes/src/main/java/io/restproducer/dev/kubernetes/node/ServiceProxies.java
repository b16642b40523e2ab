package io.restproducer.dev.kubernetes.node;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one proxy for each node port of each Service and tells it which pods are ready. */
final class ServiceProxies implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceProxies.class);

  private final Observed observed;
  private final Map<Integer, ServiceProxy> proxies = new HashMap<>();
  private final Set<Integer> refused = new HashSet<>();

  ServiceProxies(Observed observed) {
    this.observed = observed;
  }

  void advance() {
    Set<Integer> wanted = new HashSet<>();
    for (Service service : observed.services()) {
      if ("NodePort".equals(service.getSpec().getType())) {
        for (ServicePort port : service.getSpec().getPorts()) {
          if (port.getNodePort() != null) {
            wanted.add(port.getNodePort());
            serve(port.getNodePort(), targets(service, port));
          }
        }
      }
    }
    Set<Integer> unwanted = new HashSet<>(proxies.keySet());
    unwanted.removeAll(wanted);
    unwanted.forEach(port -> proxies.remove(port).close());
    refused.retainAll(wanted);
  }

  private void serve(int nodePort, List<InetSocketAddress> targets) {
    try {
      ServiceProxy proxy = proxies.get(nodePort);
      if (proxy == null) {
        proxy = ServiceProxy.open(nodePort);
        proxies.put(nodePort, proxy);
        refused.remove(nodePort);
      }
      proxy.forwardTo(targets);
    } catch (IOException e) {
      if (refused.add(nodePort)) {
        LOG.atError()
            .addKeyValue("port", nodePort)
            .setCause(e)
            .log("a Service's node port cannot be opened on 127.0.0.1; will retry");
      }
    }
  }

  private List<InetSocketAddress> targets(Service service, ServicePort port) {
    Map<String, String> selector = service.getSpec().getSelector();
    String namespace = service.getMetadata().getNamespace();
    return observed.pods().stream()
        .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
        .filter(pod -> !selector.isEmpty() && selects(selector, pod))
        .filter(pod -> PodReport.isReady(pod) && !observed.isTerminating(pod))
        .map(pod -> target(pod, port))
        .toList();
  }

  private static boolean selects(Map<String, String> selector, Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels != null && labels.entrySet().containsAll(selector.entrySet());
  }

  private static InetSocketAddress target(Pod pod, ServicePort port) {
    int number = ContainerPorts.by(pod.getSpec().getContainers().get(0), port.getTargetPort());
    return new InetSocketAddress(pod.getStatus().getPodIP(), number);
  }

  @Override
  public void close() {
    proxies.values().forEach(ServiceProxy::closeAll);
  }
}
