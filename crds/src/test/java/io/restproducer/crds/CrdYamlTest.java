package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdYamlTest {
  static Stream<Class<? extends CustomResource<?, ?>>> kinds() {
    return Stream.of(RestProducer.class, ServiceId.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theCheckedInFileIsWhatTheClassesSay(
      Class<? extends CustomResource<?, ?>> kind, @TempDir Path scratch) throws IOException {
    String generated = CrdYaml.generate(kind, scratch);
    if (System.getProperty("crds.update") != null) {
      Files.writeString(CrdYaml.file(kind), generated);
    }
    assertThat(CrdYaml.file(kind))
        .as("stale: run mvn -pl crds -am test -Dcrds.update and commit the result")
        .hasContent(generated);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void explainHasATextForEveryField(Class<? extends CustomResource<?, ?>> kind) throws IOException {
    CustomResourceDefinition crd =
        Serialization.unmarshal(
            Files.readString(CrdYaml.file(kind)), CustomResourceDefinition.class);
    List<String> silent = new ArrayList<>();
    Map<String, JSONSchemaProps> root =
        crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema().getProperties();
    collectSilent("", root, silent);
    assertThat(silent).as("fields without a @JsonPropertyDescription").isEmpty();
  }

  private static void collectSilent(
      String path, Map<String, JSONSchemaProps> properties, List<String> silent) {
    properties.forEach(
        (name, schema) -> {
          // The texts of a condition's fields are Kubernetes' own API conventions.
          if (schema.getDescription() == null && !path.endsWith(".conditions")) {
            silent.add(path + "." + name);
          }
          JSONSchemaProps inner =
              schema.getItems() == null ? schema : schema.getItems().getSchema();
          if (inner.getProperties() != null) {
            collectSilent(path + "." + name, inner.getProperties(), silent);
          }
        });
  }
}
