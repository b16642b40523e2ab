package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The defaults of built-in kinds that clients see come back; only the common ones. */
final class Defaults {

  private Defaults() {}

  static void fill(ResourceType type, ObjectNode object) {
    switch (type.kind()) {
      case "Deployment" -> deployment(object.withObject("/spec"));
      case "Pod" -> {
        pod(object.withObject("/spec"));
        if (!object.has("status")) {
          object.putObject("status").put("phase", "Pending");
        }
      }
      case "Secret" -> secret(object);
      case "Namespace" -> {
        object
            .withObject("/metadata/labels")
            .put("kubernetes.io/metadata.name", object.at("/metadata/name").asText());
        if (!object.has("status")) {
          object.putObject("status").put("phase", "Active");
        }
      }
      default -> {}
    }
  }

  static void set(ObjectNode object, String field, String value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  private static void set(ObjectNode object, String field, int value) {
    if (!object.hasNonNull(field)) {
      object.put(field, value);
    }
  }

  private static void deployment(ObjectNode spec) {
    set(spec, "replicas", 1);
    set(spec, "revisionHistoryLimit", 10);
    set(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = spec.withObject("/strategy");
    set(strategy, "type", "RollingUpdate");
    if ("RollingUpdate".equals(strategy.path("type").asText())) {
      ObjectNode rolling = strategy.withObject("/rollingUpdate");
      set(rolling, "maxSurge", "25%");
      set(rolling, "maxUnavailable", "25%");
    }
    pod(spec.withObject("/template/spec"));
  }

  private static void pod(ObjectNode spec) {
    set(spec, "restartPolicy", "Always");
    set(spec, "terminationGracePeriodSeconds", 30);
    set(spec, "dnsPolicy", "ClusterFirst");
    set(spec, "schedulerName", "default-scheduler");
    if (!spec.has("securityContext")) {
      spec.putObject("securityContext");
    }
    for (JsonNode container : spec.path("containers")) {
      container((ObjectNode) container);
    }
    for (JsonNode volume : spec.path("volumes")) {
      for (String kind : List.of("secret", "configMap", "projected", "downwardAPI")) {
        if (volume.path(kind) instanceof ObjectNode source) {
          set(source, "defaultMode", 420);
        }
      }
    }
  }

  private static void container(ObjectNode container) {
    set(container, "terminationMessagePath", "/dev/termination-log");
    set(container, "terminationMessagePolicy", "File");
    String image = container.path("image").asText();
    set(
        container,
        "imagePullPolicy",
        image.endsWith(":latest") || !image.contains(":") ? "Always" : "IfNotPresent");
    if (!container.has("resources")) {
      container.putObject("resources");
    }
    container.path("ports").forEach(port -> set((ObjectNode) port, "protocol", "TCP"));
    for (String name : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.path(name) instanceof ObjectNode probe) {
        set(probe, "timeoutSeconds", 1);
        set(probe, "periodSeconds", 10);
        set(probe, "successThreshold", 1);
        set(probe, "failureThreshold", 3);
        if (probe.path("httpGet") instanceof ObjectNode get) {
          set(get, "path", "/");
          set(get, "scheme", "HTTP");
        }
      }
    }
    for (JsonNode variable : container.path("env")) {
      if (variable.path("valueFrom").path("fieldRef") instanceof ObjectNode reference) {
        set(reference, "apiVersion", "v1");
      }
    }
  }

  private static void secret(ObjectNode secret) {
    set(secret, "type", "Opaque");
    if (secret.path("stringData") instanceof ObjectNode plain) {
      ObjectNode data = secret.withObject("/data");
      plain
          .properties()
          .forEach(
              field ->
                  data.put(
                      field.getKey(),
                      java.util.Base64.getEncoder()
                          .encodeToString(
                              field
                                  .getValue()
                                  .asText()
                                  .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
      secret.remove("stringData");
    }
  }
}
