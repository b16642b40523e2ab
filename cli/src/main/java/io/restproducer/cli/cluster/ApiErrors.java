package io.restproducer.cli.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.host.Failure;
import java.io.IOException;

/** What the API server refused or failed, in one line that says what to do. */
public final class ApiErrors {
  private static final String ROLE = "deploy/examples/role/application-team.yaml";

  private ApiErrors() {}

  /** The failure to show. */
  public static Failure translated(KubernetesClientException e) {
    String said =
        e.getStatus() != null && e.getStatus().getMessage() != null
            ? e.getStatus().getMessage()
            : String.valueOf(e.getMessage());
    String line = said.replaceAll("\\s+", " ").strip();
    return switch (e.getCode()) {
      case 401 ->
          new Failure(
              "the API server does not know who you are: log in again, or choose another --context",
              e);
      case 403 ->
          new Failure(
              "you have not the right: " + line + "; ask for a Role as " + ROLE + " shows", e);
      case 404 ->
          new Failure(
              "the cluster does not know RestProducers and ServiceIds ("
                  + line
                  + "): install the operator, or choose another --context",
              e);
      case 409 -> new Failure("somebody else changed it meanwhile: try again (" + line + ")", e);
      case 422 -> new Failure("refused: " + refusal(line), e);
      case 0, -1 ->
          new Failure(
              "cannot reach the API server: "
                  + cause(e)
                  + "; check --kubeconfig, --context and the network",
              e);
      default -> new Failure("the API server answered " + e.getCode() + ": " + line, e);
    };
  }

  /** Without the words that every refusal begins with. */
  private static String refusal(String line) {
    return line.replaceFirst("^\\S+ \"[^\"]*\" is invalid: ", "")
        .replaceAll("Invalid value: (\"[^\"]*\"|\\{[^}]*\\}|[^ :]+): ", "");
  }

  private static String cause(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = String.valueOf(deepest.getMessage()).replaceAll("\\s+", " ");
    return deepest instanceof IOException || deepest == e
        ? deepest.getClass().getSimpleName() + " " + message
        : message;
  }
}
