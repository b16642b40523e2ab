package io.restproducer.crds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The CRD of one kind as YAML: what the generator makes of the Java class, and beside it what its
 * annotations cannot say (category, list keys, the columns' order).
 */
final class CrdYaml {
  private static final String HEADER =
      """
      # Generated from the classes in src/main/java: change those, then
      #   mvn -pl crds -am test -Dcrds.update
      """;

  /** Lists whose entries belong to different field managers, by the field that tells them apart. */
  private static final Map<String, String> LIST_KEYS =
      Map.of(
          "spec.topics", "name",
          "spec.clientCertificates", "name",
          "status.clientCertificates", "name",
          "status.conditions", "type",
          "status.endpoints", "name",
          "status.topics", "name",
          "status.authorities", "name",
          "status.apiKeys", "id");

  /** Lists of objects that nothing tells apart: their owner writes all of them. */
  private static final Set<String> WHOLE_LISTS =
      Set.of(
          "spec.allowedServiceIds",
          "spec.allowedServiceIds.selector.matchExpressions",
          "spec.kafka.tls.trustedCertificates",
          "status.authorities.former");

  private static final ObjectMapper YAML =
      new ObjectMapper(
              new YAMLFactory()
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS))
          .registerModule(new JavaTimeModule())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private CrdYaml() {}

  static Path file(Class<? extends CustomResource<?, ?>> kind) {
    return Path.of(CustomResource.getCRDName(kind) + ".yaml");
  }

  static String generate(Class<? extends CustomResource<?, ?>> kind, Path scratch)
      throws IOException {
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .forCRDVersions("v1")
        .inOutputDir(scratch.toFile())
        .generate();
    Path raw = scratch.resolve(CustomResource.getCRDName(kind) + "-v1.yml");
    CustomResourceDefinition crd =
        Serialization.unmarshal(Files.readString(raw), CustomResourceDefinition.class);
    crd.getSpec().getNames().setCategories(List.of("rest-producer"));
    for (CustomResourceDefinitionVersion version : crd.getSpec().getVersions()) {
      version
          .getAdditionalPrinterColumns()
          .sort(Comparator.comparing(column -> rank(kind, column)));
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      root.setDescription(description(kind));
      setListTypes("", root);
    }
    // The generator writes bounds of integers as 65536.0.
    return HEADER + YAML.writeValueAsString(crd).replaceAll("(?m)(imum: \\d+)\\.0$", "$1");
  }

  private static int rank(Class<?> kind, CustomResourceColumnDefinition column) {
    return Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(AdditionalPrinterColumn::name)
        .toList()
        .indexOf(column.getName());
  }

  private static String description(Class<?> kind) {
    return kind == RestProducer.class
        ? "An HTTPS front door of one Kafka cluster: callers POST a body and get back the partition"
            + " and offset of their record."
        : "Who may write which topics through one RestProducer. Its API key is minted into the"
            + " Secret <name>-api-key.";
  }

  private static void setListTypes(String path, JSONSchemaProps schema) {
    if ("array".equals(schema.getType())) {
      setListType(path, schema);
      setListTypes(path, schema.getItems().getSchema());
    }
    if (schema.getProperties() != null) {
      schema
          .getProperties()
          .forEach((name, inner) -> setListTypes(path.isEmpty() ? name : path + "." + name, inner));
    }
  }

  private static void setListType(String path, JSONSchemaProps schema) {
    JSONSchemaProps entry = schema.getItems().getSchema();
    String key = LIST_KEYS.get(path);
    if (!"object".equals(entry.getType())) {
      schema.setXKubernetesListType("set");
    } else if (WHOLE_LISTS.contains(path)) {
      schema.setXKubernetesListType("atomic");
    } else if (key == null) {
      throw new IllegalStateException(
          path + ": name the key of its entries in LIST_KEYS, or add it to WHOLE_LISTS");
    } else {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(key));
      // The API server demands it of a list's keys.
      if (!entry.getRequired().contains(key)) {
        entry.getRequired().add(key);
      }
    }
  }
}
