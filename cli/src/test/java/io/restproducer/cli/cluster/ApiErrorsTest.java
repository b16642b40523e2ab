package io.restproducer.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "401;Unauthorized;log in again",
        "403;User \"a\" cannot list resource \"serviceids\";you have not the right: User \"a\" cannot list resource \"serviceids\"",
        "404;the server could not find the requested resource;install the operator",
        "422;RestProducer.restproducer.io \"g\" is invalid: spec.maxKeySize: Invalid value: 70000: at most 65536;refused: spec.maxKeySize: at most 65536",
        "500;etcd is away;the API server answered 500: etcd is away",
      })
  void whatTheApiServerRefusesIsOneLineWithARemedy(int code, String said, String shown) {
    String message =
        ApiErrors.translated(
                new KubernetesClientException(
                    "", code, new StatusBuilder().withMessage(said + "\n").build()))
            .getMessage();
    assertThat(message).contains(shown).doesNotContain("\n");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    assertThat(
            ApiErrors.translated(
                    new KubernetesClientException("x", new ConnectException("refused by host")))
                .getMessage())
        .contains("cannot reach the API server", "refused by host", "--kubeconfig");
  }
}
