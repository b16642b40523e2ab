package io.restproducer.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitOpsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"annotations\":{\"argocd.argoproj.io/tracking-id\":\"x\"}};Argo CD",
        "{\"labels\":{\"argocd.argoproj.io/instance\":\"x\"}};Argo CD",
        "{\"managedFields\":[{\"manager\":\"argocd-controller\"}]};Argo CD",
        "{\"labels\":{\"kustomize.toolkit.fluxcd.io/name\":\"x\"}};Flux",
        "{\"labels\":{\"helm.toolkit.fluxcd.io/name\":\"x\"}};Flux",
        "{\"managedFields\":[{\"manager\":\"kustomize-controller\"}]};Flux",
        "{\"managedFields\":[{\"manager\":\"kubectl\"}],\"labels\":{\"app\":\"x\"}};",
      })
  void theToolThatKeepsAResourceInGitIsRecognised(String metadata, String tool) throws IOException {
    assertThat(GitOps.managing(new ObjectMapper().readTree("{\"metadata\":" + metadata + "}")))
        .isEqualTo(Optional.ofNullable(tool));
  }
}
