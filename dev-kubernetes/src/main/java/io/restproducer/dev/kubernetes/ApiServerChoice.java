package io.restproducer.dev.kubernetes;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Decides which kind of API server is used. It never falls back when one kind was asked for. */
final class ApiServerChoice {

  static final String PROPERTY = "api-server";

  private ApiServerChoice() {}

  static ApiServer.Kind resolve() {
    String asked = System.getProperty(PROPERTY, "auto");
    return switch (asked.toLowerCase(Locale.ROOT)) {
      case "auto", "" -> find().isPresent() ? ApiServer.Kind.REAL : ApiServer.Kind.MOCK;
      case "real" -> {
        binaries();
        yield ApiServer.Kind.REAL;
      }
      case "mock" -> ApiServer.Kind.MOCK;
      default ->
          throw new IllegalStateException(
              "-D%s=%s is not known; write auto, real or mock".formatted(PROPERTY, asked));
    };
  }

  static KubeApiBinaries binaries() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a real API server was asked for, but no directory in "
                        + home().resolve("k8s")
                        + " holds "
                        + String.join(", ", KubeApiBinaries.NAMES)
                        + "; put them there or use -D"
                        + PROPERTY
                        + "=mock"));
  }

  private static Optional<KubeApiBinaries> find() {
    return KubeApiBinaries.find(home());
  }

  private static Path home() {
    return Path.of(System.getProperty("user.home"), ".kubeapitest");
  }
}
