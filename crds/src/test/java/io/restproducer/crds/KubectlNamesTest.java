package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubectlNamesTest {
  @Test
  void noCategoryHidesTheNameOfAKind() throws IOException {
    for (var kind : List.of(RestProducer.class, ServiceId.class)) {
      CustomResourceDefinitionNames names =
          Serialization.unmarshal(
                  Files.readString(CrdYaml.file(kind)), CustomResourceDefinition.class)
              .getSpec()
              .getNames();
      assertThat(names.getCategories())
          .doesNotContain(names.getSingular(), names.getPlural())
          .doesNotContainAnyElementsOf(names.getShortNames());
    }
  }
}
