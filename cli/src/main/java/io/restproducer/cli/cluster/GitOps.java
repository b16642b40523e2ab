package io.restproducer.cli.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Whether a resource is kept in Git by a tool that may put changes back. */
final class GitOps {
  private static final String ARGO = "Argo CD";
  private static final String FLUX = "Flux";
  private static final Map<String, String> MARKS =
      Map.of(
          "/metadata/annotations/argocd.argoproj.io~1tracking-id", ARGO,
          "/metadata/labels/argocd.argoproj.io~1instance", ARGO,
          "/metadata/labels/kustomize.toolkit.fluxcd.io~1name", FLUX,
          "/metadata/labels/helm.toolkit.fluxcd.io~1name", FLUX);
  private static final Map<String, String> MANAGERS =
      Map.of(
          "argocd-controller", ARGO,
          "argocd-application-controller", ARGO,
          "kustomize-controller", FLUX,
          "helm-controller", FLUX);

  private GitOps() {}

  /** The tool's name, for people. */
  static Optional<String> managing(JsonNode resource) {
    for (Map.Entry<String, String> mark : MARKS.entrySet()) {
      if (!resource.at(mark.getKey()).asText("").isEmpty()) {
        return Optional.of(mark.getValue());
      }
    }
    for (JsonNode entry : resource.at("/metadata/managedFields")) {
      String tool = MANAGERS.get(entry.path("manager").asText());
      if (tool != null) {
        return Optional.of(tool);
      }
    }
    return Optional.empty();
  }
}
