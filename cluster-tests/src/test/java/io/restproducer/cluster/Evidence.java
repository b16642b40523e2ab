package io.restproducer.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a person wants to see after a failure, in files under target/. Never what a Secret holds.
 */
final class Evidence {
  private static final Path FOLDER = Path.of("target", "evidence");
  private static final String KINDS =
      "restproducers,serviceids,deployments,replicasets,pods,services,endpointslices,"
          + "poddisruptionbudgets,configmaps,namespaces,leases";

  private final Kubectl kubectl;

  Evidence(Kubectl kubectl) {
    this.kubectl = kubectl;
  }

  void collect(String scenario) {
    Path folder = FOLDER.resolve(scenario);
    try {
      Files.createDirectories(folder);
      write(folder, "objects.yaml", "get", KINDS, "-A", "-o", "yaml");
      write(folder, "secrets.txt", "get", "secrets", "-A", "--show-labels");
      write(folder, "events.txt", "get", "events", "-A", "--sort-by=.metadata.creationTimestamp");
      for (String pod : pods()) {
        String[] name = pod.split("/");
        logs(folder, name[0], name[1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot collect evidence in " + folder, e);
    }
    System.out.println("evidence of the failure is in " + folder.toAbsolutePath());
  }

  private void logs(Path folder, String namespace, String pod) throws IOException {
    String file = namespace + "." + pod;
    write(folder, file + ".log", "-n", namespace, "logs", pod, "--all-containers");
    Kubectl.Result before =
        kubectl.call("", "-n", namespace, "logs", pod, "--all-containers", "--previous");
    if (before.code() == 0) {
      Files.writeString(folder.resolve(file + ".previous.log"), before.output());
    }
  }

  private String[] pods() {
    String template = "{range .items[*]}{.metadata.namespace}/{.metadata.name}{\"\\n\"}{end}";
    return kubectl
        .call("", "get", "pods", "-A", "-o", "jsonpath=" + template)
        .output()
        .lines()
        .filter(line -> line.contains("/"))
        .toArray(String[]::new);
  }

  private void write(Path folder, String file, String... command) throws IOException {
    Files.writeString(folder.resolve(file), kubectl.call("", command).output());
  }
}
