package io.restproducer.dev.kubernetes;

import io.fabric8.kubernetes.api.model.NamedAuthInfoBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes a kubeconfig that carries a ServiceAccount's token and nothing of the administrator's. */
final class ServiceAccountKubeconfig {

  private static final long SECONDS = 24 * 3600;

  private ServiceAccountKubeconfig() {}

  static Path write(Config administrator, Path directory, String namespace, String name) {
    TokenRequest request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(SECONDS).endSpec().build();
    try (KubernetesClient client =
        new KubernetesClientBuilder().withConfig(administrator).build()) {
      TokenRequest answer =
          client.serviceAccounts().inNamespace(namespace).withName(name).tokenRequest(request);
      return OwnerOnlyFile.write(
          directory.resolve("kubeconfig-" + namespace + "-" + name),
          with(directory.resolve("kubeconfig"), namespace, answer.getStatus().getToken()));
    }
  }

  private static String with(Path administrators, String namespace, String token) {
    try {
      var kubeconfig =
          Serialization.unmarshal(
              Files.readString(administrators), io.fabric8.kubernetes.api.model.Config.class);
      String user = kubeconfig.getUsers().get(0).getName();
      kubeconfig.setUsers(
          List.of(
              new NamedAuthInfoBuilder()
                  .withName(user)
                  .withNewUser()
                  .withToken(token)
                  .endUser()
                  .build()));
      kubeconfig.getContexts().get(0).getContext().setNamespace(namespace);
      return Serialization.asYaml(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + administrators, e);
    }
  }
}
