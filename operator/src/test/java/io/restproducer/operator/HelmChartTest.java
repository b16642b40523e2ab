package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two ways to install, one result. */
@EnabledIf(
    value = "io.restproducer.operator.Program#areHelmAndKubectlThere",
    disabledReason = "helm or kubectl is not on the PATH")
class HelmChartTest {
  private static final Path DEPLOY = Path.of("..", "deploy");

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base | crds.install=true",
        "overlays/ha | replicas=2",
        "overlays/namespaced | watchNamespaces={event-gateway,shop}",
      })
  void rendersWhatKustomizeDoes(String directory, String values) throws Exception {
    String kustomized = Program.kubectl().run("kustomize", DEPLOY.resolve(directory).toString());
    assertThat(objects(template("--set", values)))
        .containsExactlyInAnyOrderEntriesOf(objects(kustomized));
  }

  @Test
  void aPackagedChartCarriesWhatItsLinksLeadTo() throws Exception {
    String directory = DEPLOY.resolve("helm/restproducer-operator").toString();
    Program.helm(home).run("package", directory, "--destination", home.toString());
    String rendered =
        template(home.resolve("restproducer-operator-0.1.0.tgz").toString(), List.of());
    assertThat(objects(rendered)).isEqualTo(objects(template()));
  }

  @Test
  void crdsStayUnlessOneSaysOtherwise() throws Exception {
    assertThat(template().split("helm.sh/resource-policy: keep", -1)).hasSize(3);
    assertThat(template("--set", "crds.keep=false")).doesNotContain("resource-policy");
    assertThat(template("--set", "crds.install=false"))
        .doesNotContain("kind: CustomResourceDefinition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "replicas=0 | /replicas",
        "logging.level=loud | /logging/level",
        "watchNamespaces={Not_A_Name} | /watchNamespaces/0",
        "runtimeimage=x | runtimeimage",
      })
  void aWrongValueIsRefused(String value, String named) throws Exception {
    Program.Answer answer = Program.helm(home).answer(arguments(chart(), List.of("--set", value)));
    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.errors()).contains("values don't meet the specifications", named);
  }

  private String template(String... options) throws Exception {
    return template(chart(), List.of(options));
  }

  private String template(String chart, List<String> options) throws Exception {
    return Program.helm(home).run(arguments(chart, options));
  }

  private static String chart() {
    return DEPLOY.resolve("helm/restproducer-operator").toString();
  }

  private static String[] arguments(String chart, List<String> options) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("template", "restproducer-operator", chart));
    arguments.addAll(List.of("--namespace", "restproducer-system", "--kube-version", "1.30.0"));
    arguments.addAll(options);
    return arguments.toArray(String[]::new);
  }

  /** By kind and name, less what only Helm writes and the namespace, which Helm makes itself. */
  private static Map<String, HasMetadata> objects(String yaml) {
    Map<String, HasMetadata> objects = new TreeMap<>();
    Stream.of(yaml.split("(?m)^---$"))
        .filter(document -> document.contains("kind:"))
        .map(document -> Serialization.unmarshal(document, HasMetadata.class))
        .filter(object -> !object.getKind().equals("Namespace"))
        .forEach(object -> objects.put(name(object), bare(object)));
    return objects;
  }

  private static String name(HasMetadata object) {
    return String.join(
        " ",
        object.getKind(),
        String.valueOf(object.getMetadata().getNamespace()),
        object.getMetadata().getName());
  }

  private static HasMetadata bare(HasMetadata object) {
    Map<String, String> labels = new TreeMap<>(object.getMetadata().getLabels());
    labels.keySet().removeAll(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
    object.getMetadata().setLabels(labels);
    Map<String, String> annotations = new TreeMap<>(object.getMetadata().getAnnotations());
    annotations.remove("helm.sh/resource-policy");
    object.getMetadata().setAnnotations(annotations);
    if (object instanceof Deployment deployment) {
      deployment
          .getSpec()
          .getTemplate()
          .getSpec()
          .getContainers()
          .forEach(container -> container.getEnv().sort(Comparator.comparing(EnvVar::getName)));
    }
    return object;
  }
}
