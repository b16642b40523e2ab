package io.restproducer.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the command line asks for. */
record QuickstartOptions(
    boolean once,
    OptionalInt replicas,
    String apiServer,
    Optional<Path> kubeconfig,
    Optional<String> kafka) {
  static final String USAGE =
      """
      usage: deploy/quickstart.sh [options]
        --once                       end after the tour: exit code 0 when all of it worked
        --replicas N                 pods of the example RestProducer, 1 to 5 (default: as in deploy/examples)
        --api-server auto|real|mock  real: kube-apiserver by kube-api-test; auto: real where its binaries are
        --kubeconfig FILE            install into this cluster instead of running one here
        --kafka HOST:PORT[,...]      with --kubeconfig: brokers that pods and this machine reach (default: one is installed)
        --help                       show this
      """;

  private static final Set<String> API_SERVERS = Set.of("auto", "real", "mock");
  private static final int MOST_REPLICAS = 5;

  static QuickstartOptions parse(String... arguments) {
    boolean once = false;
    OptionalInt replicas = OptionalInt.empty();
    String apiServer = "auto";
    Optional<Path> kubeconfig = Optional.empty();
    Optional<String> kafka = Optional.empty();
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--once" -> once = true;
        case "--replicas" -> replicas = OptionalInt.of(replicas(value(option, rest)));
        case "--api-server" -> apiServer = apiServer(value(option, rest));
        case "--kubeconfig" -> kubeconfig = Optional.of(file(value(option, rest)));
        case "--kafka" -> kafka = Optional.of(value(option, rest));
        default -> throw new IllegalArgumentException("unknown option '" + option + "'");
      }
    }
    if (kafka.isPresent() && kubeconfig.isEmpty()) {
      throw new IllegalArgumentException("--kafka goes with --kubeconfig: else a broker runs here");
    }
    return new QuickstartOptions(once, replicas, apiServer, kubeconfig, kafka);
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.next();
  }

  private static int replicas(String value) {
    if (!value.matches("[1-9][0-9]?") || Integer.parseInt(value) > MOST_REPLICAS) {
      throw new IllegalArgumentException(
          "--replicas takes 1 to " + MOST_REPLICAS + ", not '" + value + "'");
    }
    return Integer.parseInt(value);
  }

  private static String apiServer(String value) {
    if (!API_SERVERS.contains(value)) {
      throw new IllegalArgumentException(
          "--api-server takes auto, real or mock, not '" + value + "'");
    }
    return value;
  }

  private static Path file(String value) {
    Path file = Path.of(value).toAbsolutePath();
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("--kubeconfig: cannot read " + file);
    }
    return file;
  }
}
