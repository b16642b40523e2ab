package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** deploy/examples/monitoring, tried on a real Prometheus that scrapes the running system. */
@ExtendWith(RunningSystem.class)
class MonitoringIT {
  private static final Path FOLDER = Path.of("..", "deploy", "examples", "monitoring");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(restproducer|operator_sdk|process|jvm)_\\w+(\\{[^}]*})?");
  private static final Pattern VARIABLE = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /** The metric of what has not happened yet. */
  private static final String FAILED = "operator_sdk_reconciliations_failed_total";

  @TempDir Path directory;

  @Test
  void everyQueryOfDashboardAndAlertsFindsWhatThePodsShow(TestedSystem system) throws Exception {
    assumeTrue(PrometheusProcess.isInstalled("prometheus"), "prometheus is not installed here");
    system.awaitReady();
    Files.writeString(directory.resolve("rules.yml"), JSON.writeValueAsString(rules(system)));
    Files.writeString(
        directory.resolve("prometheus.yml"), JSON.writeValueAsString(configuration(system)));

    JsonNode dashboard = JSON.readTree(Files.readString(FOLDER.resolve("dashboard.json")));
    List<String> queries = queries(dashboard);
    assertThat(queries).hasSizeGreaterThan(40);
    try (PrometheusProcess prometheus = PrometheusProcess.start(directory);
        Traffic traffic = Traffic.start(system, 20)) {
      await()
          .atMost(TestedSystem.LIMIT)
          .pollInterval(Duration.ofSeconds(1))
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(without(prometheus, queries)).isEmpty());
      assertThat(variables(prometheus, dashboard)).hasSize(3).doesNotContain(List.of());
      assertThat(
              prometheus.series("sum(rate(restproducer_requests_total{reason=\"WRITTEN\"}[30s]))"))
          .singleElement()
          .satisfies(one -> assertThat(one.path("value").path(1).asDouble()).isPositive());
      await()
          .atMost(TestedSystem.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(prometheus.rules())
                      .hasSizeGreaterThan(10)
                      .allSatisfy(
                          rule -> assertThat(rule.path("health").asText()).isEqualTo("ok")));
      assertThat(without(prometheus, selectors(prometheus.rules()))).isEmpty();
      assertThat(prometheus.rules())
          .as("nothing is wrong, so nothing fires")
          .allSatisfy(
              rule ->
                  assertThat(rule.path("state").asText())
                      .as(rule.path("name").asText())
                      .isNotEqualTo("firing"));
      assertThat(traffic.failures()).isEmpty();
    }
  }

  @Test
  void alertsFireWhenTheyShouldAndSayWhatToDo(TestedSystem system) throws Exception {
    assumeTrue(PrometheusProcess.isInstalled("promtool"), "promtool is not installed here");
    JsonNode rules = JSON.valueToTree(rules(system));
    assertThat(rules.findValues("rules").stream().flatMap(JsonNode::valueStream))
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.path("for").asText()).isNotEmpty();
              assertThat(rule.path("labels").path("severity").asText()).isIn("warning", "critical");
              assertThat(rule.path("annotations").properties())
                  .extracting(Map.Entry::getKey)
                  .containsExactlyInAnyOrder("summary", "description", "runbook");
            });
    Files.writeString(directory.resolve("rules.yml"), JSON.writeValueAsString(rules));
    try (InputStream cases = getClass().getResourceAsStream("/alerts.test.yml")) {
      Files.copy(cases, directory.resolve("alerts.test.yml"));
    }

    assertThat(PrometheusProcess.promtool(directory, "check", "rules", "rules.yml"))
        .contains("SUCCESS");
    assertThat(PrometheusProcess.promtool(directory, "test", "rules", "alerts.test.yml"))
        .contains("SUCCESS");
  }

  @Test
  void thePodMonitorsSelectThePodsThatRun(TestedSystem system) throws Exception {
    List<HasMetadata> monitors = load(system.client(), FOLDER.resolve("podmonitor.yaml"));
    assertThat(monitors).hasSize(2);
    assertThat(system.parts().pods()).isNotEmpty();
    for (Pod pod : system.parts().pods()) {
      assertSelects(
          monitors.get(0),
          pod.getMetadata().getLabels(),
          pod.getSpec().getContainers().get(0).getPorts());
    }
    Path base = Path.of("..", "deploy", "base", "deployment.yaml");
    Deployment operator = (Deployment) load(system.client(), base).get(0);
    assertThat(monitors.get(1).getMetadata().getNamespace())
        .isEqualTo(operator.getMetadata().getNamespace());
    assertSelects(
        monitors.get(1),
        operator.getSpec().getTemplate().getMetadata().getLabels(),
        operator.getSpec().getTemplate().getSpec().getContainers().get(0).getPorts());
  }

  private static void assertSelects(
      HasMetadata monitor, Map<String, String> labels, List<ContainerPort> ports) {
    JsonNode spec = spec(monitor);
    spec.path("selector")
        .path("matchLabels")
        .properties()
        .forEach(
            wanted ->
                assertThat(labels).containsEntry(wanted.getKey(), wanted.getValue().asText()));
    assertThat(ports)
        .extracting(ContainerPort::getName)
        .contains(spec.path("podMetricsEndpoints").path(0).path("port").asText());
  }

  /** As the Prometheus Operator would make it of the PodMonitors, but for the discovery. */
  private Map<String, Object> configuration(TestedSystem system) throws IOException {
    JsonNode relabeling =
        spec(load(system.client(), FOLDER.resolve("podmonitor.yaml")).get(0))
            .path("podMetricsEndpoints")
            .path(0)
            .path("relabelings")
            .path(0);
    assertThat(relabeling.path("sourceLabels").path(0).asText())
        .isEqualTo("__meta_kubernetes_pod_label_app_kubernetes_io_instance");
    String instance = relabeling.path("targetLabel").asText();
    Stream<Map<String, Object>> pods =
        system.parts().pods().stream()
            .map(
                pod ->
                    target(
                        pod.getStatus().getPodIP() + ":" + management(pod),
                        Map.of(
                            "namespace",
                            pod.getMetadata().getNamespace(),
                            "pod",
                            pod.getMetadata().getName(),
                            instance,
                            pod.getMetadata().getLabels().get("app.kubernetes.io/instance"))));
    Map<String, Object> operator =
        target(
            system.parts().operator().managementAddress(),
            Map.of("namespace", "restproducer-system", "pod", "operator"));
    return Map.of(
        "global",
        Map.of("scrape_interval", "1s", "evaluation_interval", "1s"),
        "rule_files",
        List.of("rules.yml"),
        "scrape_configs",
        List.of(
            Map.of(
                "job_name",
                "pods",
                "static_configs",
                Stream.concat(pods, Stream.of(operator)).toList())));
  }

  private static Map<String, Object> target(String address, Map<String, String> labels) {
    return Map.of("targets", List.of(address), "labels", labels);
  }

  private static int management(Pod pod) {
    return pod.getSpec().getContainers().get(0).getPorts().stream()
        .filter(port -> port.getName().equals("management"))
        .findFirst()
        .orElseThrow()
        .getContainerPort();
  }

  /** Queries of every panel, for all that the variables can choose. */
  private static List<String> queries(JsonNode dashboard) {
    return dashboard
        .path("panels")
        .valueStream()
        .flatMap(panel -> panel.path("targets").valueStream())
        .map(target -> target.path("expr").asText())
        .map(
            query ->
                query
                    .replace("$__rate_interval", "30s")
                    .replaceAll("\\$(namespace|restproducer|pod)", ".+"))
        .toList();
  }

  /** What each variable offers. */
  private static List<List<String>> variables(PrometheusProcess prometheus, JsonNode dashboard) {
    return dashboard
        .path("templating")
        .path("list")
        .valueStream()
        .map(variable -> VARIABLE.matcher(variable.path("definition").asText()))
        .filter(Matcher::matches)
        .map(
            variable ->
                prometheus.series(variable.group(1).replaceAll("\\$\\w+", ".+")).stream()
                    .map(one -> one.path("metric").path(variable.group(2)).asText())
                    .filter(value -> !value.isEmpty())
                    .toList())
        .toList();
  }

  /** What the rules look at: a rule itself yields nothing while all is well. */
  private static List<String> selectors(List<JsonNode> rules) {
    return rules.stream()
        .map(rule -> SELECTOR.matcher(rule.path("query").asText()))
        .flatMap(Matcher::results)
        .map(MatchResult::group)
        .filter(selector -> !selector.equals(FAILED))
        .distinct()
        .toList();
  }

  private static List<String> without(PrometheusProcess prometheus, List<String> queries) {
    return queries.stream()
        .filter(
            query ->
                prometheus.series(query).stream()
                    .allMatch(one -> one.path("value").path(1).asText().equals("NaN")))
        .toList();
  }

  private static JsonNode rules(TestedSystem system) throws IOException {
    return spec(load(system.client(), FOLDER.resolve("prometheusrule.yaml")).get(0));
  }

  private static JsonNode spec(HasMetadata object) {
    return JSON.valueToTree(((GenericKubernetesResource) object).get("spec"));
  }

  private static List<HasMetadata> load(KubernetesClient client, Path file) throws IOException {
    try (InputStream text = Files.newInputStream(file)) {
      return client.load(text).items();
    }
  }
}
