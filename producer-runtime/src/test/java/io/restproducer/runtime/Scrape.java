package io.restproducer.runtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What {@code /metrics} says, in Prometheus' text format.
 *
 * @param types of the metrics by their names
 * @param series a value for each name with its labels, just as they are written
 */
record Scrape(Map<String, String> types, Map<String, Double> series) {
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
  private static final Pattern PART = Pattern.compile("_(bucket|count|sum)$");

  static Scrape of(String text) {
    Map<String, String> types = new TreeMap<>();
    Map<String, Double> series = new TreeMap<>();
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ");
      if (line.startsWith("# TYPE ")) {
        types.put(words[2], words[3]);
      } else if (!line.startsWith("#")) {
        int value = line.lastIndexOf(' ');
        series.put(line.substring(0, value), number(line.substring(value + 1)));
      }
    }
    return new Scrape(types, series);
  }

  double value(String seriesAsWritten) {
    return series.getOrDefault(seriesAsWritten, Double.NaN);
  }

  /** The series' metric: of a histogram's parts, the histogram. */
  String metric(String seriesAsWritten) {
    String name = seriesAsWritten.replaceFirst("\\{.*", "");
    return types.containsKey(name) ? name : PART.matcher(name).replaceFirst("");
  }

  /** Names of a metric's labels, but for the bounds of buckets. */
  Set<String> labels(String metric) {
    return series.keySet().stream()
        .filter(one -> metric(one).equals(metric))
        .flatMap(one -> labelsOf(one).keySet().stream())
        .filter(label -> !label.equals("le"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every value of a label, in whatever metric. */
  Set<String> values(String label) {
    return series.keySet().stream()
        .map(Scrape::labelsOf)
        .filter(labels -> labels.containsKey(label))
        .map(labels -> labels.get(label))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> labelsOf(String seriesAsWritten) {
    Matcher labels = LABEL.matcher(seriesAsWritten);
    List<MatchResult> found = labels.results().toList();
    return found.stream().collect(Collectors.toMap(l -> l.group(1), l -> l.group(2)));
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "NaN" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }
}
