package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads YAML files and applies them, as {@code kubectl apply --server-side} does. */
final class Manifests {
  private static final String FIELD_MANAGER = "quickstart";
  private static final int GONE_SECONDS = 120;

  private final KubernetesClient client;

  Manifests(KubernetesClient client) {
    this.client = client;
  }

  /** Every object of every YAML file in a directory: namespaces, then by the files' names. */
  List<HasMetadata> read(Path directory) {
    List<HasMetadata> objects = new ArrayList<>();
    for (Path file : yamlFiles(directory)) {
      try (InputStream content = Files.newInputStream(file)) {
        objects.addAll(client.load(content).items());
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    objects.sort(Comparator.comparing(object -> !object.getKind().equals("Namespace")));
    return objects;
  }

  boolean exists(HasMetadata object) {
    return resource(object).get() != null;
  }

  void apply(HasMetadata object) {
    try {
      resource(object).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        throw e; // the namespace or the kind is not there yet: the caller may wait for it
      }
      throw new QuickstartFailure(
          "the API server refuses %s %s: %s"
              .formatted(object.getKind(), object.getMetadata().getName(), e.getMessage()),
          e);
    }
  }

  /** Deletes an object and waits until it is gone. */
  void delete(HasMetadata object) {
    resource(object).delete();
    resource(object).waitUntilCondition(Objects::isNull, GONE_SECONDS, TimeUnit.SECONDS);
  }

  private Resource<? extends HasMetadata> resource(HasMetadata object) {
    return object instanceof GenericKubernetesResource custom
        ? client
            .genericKubernetesResources(context(custom))
            .inNamespace(custom.getMetadata().getNamespace())
            .resource(custom)
        : client.resource(object);
  }

  private static List<Path> yamlFiles(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.endsWith("kustomization.yaml"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory, e);
    }
  }

  private static ResourceDefinitionContext context(GenericKubernetesResource custom) {
    String[] version = custom.getApiVersion().split("/");
    return new ResourceDefinitionContext.Builder()
        .withGroup(version[0])
        .withVersion(version[1])
        .withKind(custom.getKind())
        .withPlural(custom.getKind().toLowerCase(Locale.ROOT) + "s")
        .withNamespaced(true)
        .build();
  }
}
