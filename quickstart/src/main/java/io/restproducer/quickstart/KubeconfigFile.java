package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A kubeconfig of this run: a copy of another whose current context has a namespace of its own. */
final class KubeconfigFile {
  private KubeconfigFile() {}

  static Path copy(Path source, Path target, String namespace) {
    try {
      Config kubeconfig = Serialization.unmarshal(Files.readString(source), Config.class);
      kubeconfig.getContexts().stream()
          .filter(context -> context.getName().equals(kubeconfig.getCurrentContext()))
          .map(NamedContext::getContext)
          .forEach(context -> context.setNamespace(namespace));
      return OwnerOnlyFile.write(target, Serialization.asYaml(kubeconfig));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + source, e);
    }
  }
}
