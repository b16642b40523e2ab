package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The kinds this server knows: the built-in ones and those of the CRDs it holds. */
final class ResourceTypes {

  private static final List<ResourceType> BUILT_IN =
      Stream.of(
              ". v1 namespaces Namespace - ns",
              ". v1 nodes Node - no",
              ". v1 persistentvolumes PersistentVolume -",
              ". v1 pods Pod n po",
              ". v1 services Service n svc",
              ". v1 secrets Secret n",
              ". v1 configmaps ConfigMap n cm",
              ". v1 serviceaccounts ServiceAccount n sa",
              ". v1 events Event n",
              ". v1 endpoints Endpoints n",
              ". v1 persistentvolumeclaims PersistentVolumeClaim n",
              "events.k8s.io v1 events Event n",
              "apps v1 deployments Deployment n deploy",
              "apps v1 replicasets ReplicaSet n",
              "apps v1 statefulsets StatefulSet n",
              "apps v1 daemonsets DaemonSet n",
              "batch v1 jobs Job n",
              "batch v1 cronjobs CronJob n",
              "autoscaling v2 horizontalpodautoscalers HorizontalPodAutoscaler n hpa",
              "policy v1 poddisruptionbudgets PodDisruptionBudget n pdb",
              "networking.k8s.io v1 networkpolicies NetworkPolicy n netpol",
              "networking.k8s.io v1 ingresses Ingress n",
              "rbac.authorization.k8s.io v1 roles Role n",
              "rbac.authorization.k8s.io v1 rolebindings RoleBinding n",
              "rbac.authorization.k8s.io v1 clusterroles ClusterRole -",
              "rbac.authorization.k8s.io v1 clusterrolebindings ClusterRoleBinding -",
              "coordination.k8s.io v1 leases Lease n",
              "discovery.k8s.io v1 endpointslices EndpointSlice n",
              "apiextensions.k8s.io v1 customresourcedefinitions CustomResourceDefinition - crd")
          .map(line -> line.split(" "))
          .map(ResourceTypes::builtIn)
          .toList();

  private final CopyOnWriteArrayList<ResourceType> custom = new CopyOnWriteArrayList<>();

  List<ResourceType> all() {
    List<ResourceType> all = new ArrayList<>(BUILT_IN);
    all.addAll(custom);
    return all;
  }

  Optional<ResourceType> find(String group, String version, String plural) {
    return all().stream()
        .filter(t -> t.group().equals(group))
        .filter(t -> t.version().equals(version) && t.plural().equals(plural))
        .findFirst();
  }

  void add(JsonNode crd) {
    remove(crd);
    JsonNode spec = crd.path("spec");
    JsonNode names = spec.path("names");
    List<String> shortNames = new ArrayList<>();
    names.path("shortNames").forEach(name -> shortNames.add(name.asText()));
    for (JsonNode version : spec.path("versions")) {
      if (version.path("served").asBoolean()) {
        custom.add(
            new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                names.path("plural").asText(),
                names.path("kind").asText(),
                List.copyOf(shortNames),
                "Namespaced".equals(spec.path("scope").asText()),
                version.path("subresources").has("status"),
                true,
                version.path("schema").path("openAPIV3Schema").deepCopy()));
      }
    }
  }

  void remove(JsonNode crd) {
    JsonNode spec = crd.path("spec");
    custom.removeIf(
        type ->
            type.group().equals(spec.path("group").asText())
                && type.plural().equals(spec.path("names").path("plural").asText()));
  }

  private static ResourceType builtIn(String[] words) {
    String[] shortNames = Arrays.copyOfRange(words, 5, words.length);
    return ResourceType.builtIn(
        group(words[0]), words[1], words[2], words[3], "n".equals(words[4]), shortNames);
  }

  private static String group(String word) {
    return ".".equals(word) ? "" : word;
  }
}
