package io.restproducer.operator;

import io.restproducer.operator.lease.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every setting of the operator process, each an environment variable.
 *
 * @param runtimeImage {@code RUNTIME_IMAGE}: image of pods whose RestProducer names none
 * @param watchNamespaces {@code WATCH_NAMESPACES}: comma separated; empty: all
 * @param candidate {@code LEADER_ELECTION}: true where several processes may run and one of them
 *     leads; its pod is {@code POD_NAMESPACE} and {@code POD_NAME}
 * @param bindAddress {@code BIND_ADDRESS}: where health and metrics are served
 * @param port {@code PORT}: of health and metrics; 0 takes any free one
 * @param logLevel {@code LOG_LEVEL}
 * @param logFormat {@code LOG_FORMAT}: json or text
 */
record OperatorConfig(
    String runtimeImage,
    Set<String> watchNamespaces,
    Optional<Candidate> candidate,
    String bindAddress,
    int port,
    String logLevel,
    String logFormat) {
  static final String DEFAULT_IMAGE = "restproducer/producer-runtime:0.1.0";

  private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");
  private static final Set<String> BOOLEANS = Set.of("true", "false");
  private static final Set<String> FORMATS = Set.of("json", "text");

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException that lists every wrong setting, with what to write instead
   */
  static OperatorConfig from(Map<String, String> environment) {
    List<String> problems = new ArrayList<>();
    OperatorConfig config =
        new OperatorConfig(
            setting(environment, "RUNTIME_IMAGE", DEFAULT_IMAGE),
            namespaces(environment, problems),
            candidate(environment, problems),
            setting(environment, "BIND_ADDRESS", "0.0.0.0"),
            port(setting(environment, "PORT", "8080"), problems),
            oneOf("LOG_LEVEL", setting(environment, "LOG_LEVEL", "INFO"), LEVELS, problems),
            oneOf("LOG_FORMAT", setting(environment, "LOG_FORMAT", "json"), FORMATS, problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return config;
  }

  private static String setting(Map<String, String> environment, String name, String preset) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? preset : value;
  }

  private static Set<String> namespaces(Map<String, String> environment, List<String> problems) {
    Set<String> names =
        Arrays.stream(setting(environment, "WATCH_NAMESPACES", "").split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    names.stream()
        .filter(name -> !name.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"))
        .forEach(
            name ->
                problems.add(
                    "WATCH_NAMESPACES: \""
                        + name
                        + "\" is no name of a namespace; write names separated by commas"));
    return names;
  }

  private static Optional<Candidate> candidate(
      Map<String, String> environment, List<String> problems) {
    String elected = setting(environment, "LEADER_ELECTION", "false");
    if (!oneOf("LEADER_ELECTION", elected, BOOLEANS, problems).equals("true")) {
      return Optional.empty();
    }
    return Optional.of(
        new Candidate(
            ofPod(environment, "POD_NAMESPACE", "metadata.namespace", problems),
            ofPod(environment, "POD_NAME", "metadata.name", problems)));
  }

  private static String ofPod(
      Map<String, String> environment, String name, String field, List<String> problems) {
    String value = setting(environment, name, "");
    if (value.isEmpty()) {
      problems.add(
          name + ": missing, and LEADER_ELECTION is true; take it from the pod's field " + field);
    }
    return value;
  }

  private static int port(String value, List<String> problems) {
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
      return Integer.parseInt(value);
    }
    problems.add("PORT: \"" + value + "\" is no port; write a number from 0 to 65535");
    return 0;
  }

  private static String oneOf(
      String name, String value, Set<String> allowed, List<String> problems) {
    if (!allowed.contains(value)) {
      problems.add(name + ": \"" + value + "\" is not one of " + new TreeSet<>(allowed));
    }
    return value;
  }
}
