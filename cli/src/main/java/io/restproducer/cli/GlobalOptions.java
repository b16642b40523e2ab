package io.restproducer.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

/** Options that every command takes, before or after its name. */
final class GlobalOptions {
  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAMESPACE",
      scope = ScopeType.INHERIT,
      description =
          "Namespace of ServiceIds, and where a RestProducer is looked for first."
              + " Default: that of the kube context.")
  private String namespace;

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      scope = ScopeType.INHERIT,
      description = "Context of the kubeconfig. Default: the current one.")
  private String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "The kubeconfig. Default: $KUBECONFIG, else ~/.kube/config.")
  private Path kubeconfig;

  @Option(
      names = "--restproducer",
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description =
          "The RestProducer, NAME or NAMESPACE/NAME. Default: the one that init has"
              + " remembered, else the only one there is.")
  private String restProducer;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "text",
      description =
          "How results are printed: ${COMPLETION-CANDIDATES}. Default:" + " ${DEFAULT-VALUE}.")
  private Format output;

  @Option(
      names = "--dry-run",
      scope = ScopeType.INHERIT,
      description =
          "Change nothing: have the API server check the change and print it as a patch,"
              + " for those who keep everything in Git.")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      scope = ScopeType.INHERIT,
      defaultValue = "3m",
      converter = TimeConverter.class,
      description =
          "How long to wait for what was asked, for example 90s or 5m. Default:"
              + " ${DEFAULT-VALUE}.")
  private Duration timeout;

  Optional<String> namespace() {
    return Optional.ofNullable(namespace);
  }

  Optional<String> context() {
    return Optional.ofNullable(context);
  }

  Optional<Path> kubeconfig() {
    return Optional.ofNullable(kubeconfig);
  }

  Optional<String> restProducer() {
    return Optional.ofNullable(restProducer);
  }

  Format output() {
    return output;
  }

  boolean dryRun() {
    return dryRun;
  }

  Duration timeout() {
    return timeout;
  }

  /** Whole seconds, minutes or hours. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("[1-9][0-9]{0,5}[smh]")) {
        throw new TypeConversionException("write for example 90s, 5m or 1h, not '" + text + "'");
      }
      long number = Long.parseLong(text.substring(0, text.length() - 1));
      return switch (text.charAt(text.length() - 1)) {
        case 's' -> Duration.ofSeconds(number);
        case 'm' -> Duration.ofMinutes(number);
        default -> Duration.ofHours(number);
      };
    }
  }
}
