package io.restproducer.cli;

import io.restproducer.cli.Tool.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What running commands shows, with everything that differs from run to run under a fixed name. */
final class Transcript {
  private static final Pattern KEY = Pattern.compile("rpk_([0-9A-Za-z]{12})_[0-9A-Za-z]{49}");
  private static final String[] IDS = {
    "4fJ0wq8ZbT1c", "9QmB2xKc7LsV", "Zp3hT6yRw0Na", "k8VdE1uXo5Gi"
  };

  private final Tool tool;
  private final Map<String, String> names = new LinkedHashMap<>();
  private final StringBuilder text = new StringBuilder();

  Transcript(Tool tool) {
    this.tool = tool;
  }

  Transcript name(String real, String shown) {
    names.put(real, shown);
    return this;
  }

  Transcript heading(String words) {
    text.append("### ").append(words).append("\n\n");
    return this;
  }

  Transcript words(String words) {
    text.append(words).append("\n\n");
    return this;
  }

  /** Runs a command, notes it and what it prints, and gives the result. */
  Result run(String line) {
    Result result = tool.run(line.split(" "));
    Matcher keys = KEY.matcher(result.out());
    while (keys.find()) {
      // Before its parts are named.
      names.putIfAbsent(
          keys.group(1), IDS[(int) names.values().stream().filter(Transcript::isId).count()]);
    }
    text.append("```console\n$ kubectl restproducer ").append(line).append('\n');
    text.append(result.out());
    text.append(
        result
            .err()
            .lines()
            .filter(said -> !said.startsWith("waiting for "))
            .map(said -> said + "\n")
            .collect(Collectors.joining()));
    text.append("```\n\n");
    return result;
  }

  String text() {
    String shown = text.toString();
    for (Map.Entry<String, String> name : names.entrySet()) {
      shown = shown.replace(name.getKey(), name.getValue());
    }
    return shown
        .replaceAll("(rpk_[0-9A-Za-z]{12})_[0-9A-Za-z]{49}", "$1_…")
        .replaceAll("csr-[0-9a-f]{24}", "csr-0b1c5d7e9f2a4b6c8d0e1f3a")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "2026-12-24T12:00:00Z")
        .replaceAll("(Password: +)\\S+", "$1…")
        .replaceAll("is (127[0-9., a-f:]+|[0-9a-f:]+, 127.0.0.1)", "is 10.0.0.7")
        .replaceAll("\\d+ s (ahead of|behind) the server's", "0 s ahead of the server's")
        .replaceAll("(?m)[ \\t]+$", "");
  }

  private static boolean isId(String shown) {
    return java.util.Arrays.asList(IDS).contains(shown);
  }
}
