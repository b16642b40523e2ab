package io.restproducer.dev.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnRealApiServer
final class RealApiServerIT {

  @TempDir static Path directory;
  static ApiServer first;
  static ApiServer second;

  @BeforeAll
  static void start() {
    first = ApiServer.start(directory.resolve("first"), ApiServer.Kind.REAL);
    second = ApiServer.start(directory.resolve("second"), ApiServer.Kind.REAL);
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @Test
  void severalRunSideBySide() {
    try (KubernetesClient one = client(first.config());
        KubernetesClient two = client(second.config())) {
      one.resource(serviceAccount("lonely")).create();
      assertThat(two.serviceAccounts().inNamespace("default").withName("lonely").get()).isNull();
    }
  }

  @Test
  void theKubeconfigIsReadableByItsOwnerOnly() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.kubeconfig())))
        .isEqualTo("rw-------");
  }

  @Test
  void aServiceAccountHasNoMoreRightsThanItWasGiven() throws Exception {
    try (KubernetesClient administrator = client(first.config())) {
      administrator.resource(serviceAccount("poor")).create();
    }
    Path kubeconfig = first.serviceAccountKubeconfig("default", "poor");
    assertThat(kubeconfig).content().doesNotContain("client-key").contains("token");
    try (KubernetesClient poor = client(Config.fromKubeconfig(kubeconfig.toFile()))) {
      assertThatThrownBy(() -> poor.secrets().inNamespace("default").list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("system:serviceaccount:default:poor")
          .extracting(e -> ((KubernetesClientException) e).getCode())
          .isEqualTo(403);
    }
  }

  private static io.fabric8.kubernetes.api.model.ServiceAccount serviceAccount(String name) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withNamespace("default")
        .withName(name)
        .endMetadata()
        .build();
  }

  private static KubernetesClient client(Config config) {
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
