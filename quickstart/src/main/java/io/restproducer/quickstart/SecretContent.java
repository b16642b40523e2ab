package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restproducer.crds.ServiceId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Reads what callers fetch: the example ServiceId and the entries of its Secrets. */
final class SecretContent {
  private SecretContent() {}

  static ServiceId serviceId(KubernetesClient client, Examples examples) {
    return client
        .resources(ServiceId.class)
        .inNamespace(examples.serviceIdNamespace())
        .withName(examples.serviceIdName())
        .require();
  }

  static Secret require(KubernetesClient client, String namespace, String name) {
    return client.secrets().inNamespace(namespace).withName(name).require();
  }

  static String text(Secret secret, String entry) {
    Map<String, String> data = secret.getData();
    if (data == null || !data.containsKey(entry)) {
      throw new QuickstartFailure(
          "the Secret " + secret.getMetadata().getName() + " has no entry " + entry);
    }
    return new String(Base64.getDecoder().decode(data.get(entry)), StandardCharsets.UTF_8);
  }
}
