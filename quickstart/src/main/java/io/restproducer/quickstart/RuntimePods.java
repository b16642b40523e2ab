package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.RestProducer;
import java.util.List;

/** The pods of the example RestProducer. */
final class RuntimePods {
  private RuntimePods() {}

  /** Those that exist now, by the selector that its status tells. */
  static List<Pod> of(KubernetesClient client, Examples examples) {
    String selector =
        client
            .resources(RestProducer.class)
            .inNamespace(examples.namespace())
            .withName(examples.restProducerName())
            .require()
            .getStatus()
            .selector;
    return client
        .pods()
        .inNamespace(examples.namespace())
        .withLabelSelector(selector)
        .list()
        .getItems();
  }
}
