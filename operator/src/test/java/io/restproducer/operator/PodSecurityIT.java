package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.dev.kubernetes.OnRealApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API server's own admission: every pod that is installed or made runs under "restricted". */
@OnRealApiServer
class PodSecurityIT {
  private static final String OPERATOR = "../deploy/base/deployment.yaml";

  private static KubernetesClient admin;
  private static String namespace;

  @BeforeAll
  static void makeARestrictedNamespace() {
    admin = TestCluster.shared().admin();
    namespace = TestCluster.shared().freshNamespace();
    admin
        .namespaces()
        .withName(namespace)
        .edit(
            labelled -> {
              labelled
                  .getMetadata()
                  .getLabels()
                  .put("pod-security.kubernetes.io/enforce", "restricted");
              return labelled;
            });
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("restproducer-operator")
                .endMetadata()
                .build())
        .create();
  }

  @ParameterizedTest
  @CsvSource({
    OPERATOR + ", true",
    "../deploy/overlays/dev-kafka/broker.yaml, false",
    "src/test/resources/golden/restproducer/defaults/out-deployment-gateway-producer-runtime.yaml,"
        + " false",
  })
  void aPodIsAdmittedAndHasATokenOnlyIfItNeedsOne(String manifest, boolean token)
      throws IOException {
    Pod pod = admitted(pod(manifest));
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isEqualTo(token);
  }

  @Test
  void aPodOfRootIsRefusedHere() throws IOException {
    Pod pod = pod(OPERATOR);
    pod.getSpec().getContainers().get(0).getSecurityContext().setAllowPrivilegeEscalation(true);
    assertThatThrownBy(() -> admitted(pod))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted");
  }

  private static Pod admitted(Pod pod) {
    return admin.resource(pod).dryRun().create();
  }

  private static Pod pod(String manifest) throws IOException {
    PodTemplateSpec template =
        Stream.of(Files.readString(Path.of(manifest)).split("(?m)^---$"))
            .filter(document -> document.matches("(?s).*\nkind: \"?Deployment\"?\n.*"))
            .map(document -> Serialization.unmarshal(document, Deployment.class))
            .findFirst()
            .orElseThrow()
            .getSpec()
            .getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName("candidate")
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }
}
