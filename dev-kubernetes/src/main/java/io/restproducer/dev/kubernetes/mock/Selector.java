package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors of a list or watch: equality, sets, existence. */
final class Selector implements Predicate<JsonNode> {

  private static final Pattern SET = Pattern.compile("(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUALITY = Pattern.compile("([^=!\\s]+)\\s*(==|=|!=)\\s*(.*)");

  private final List<Predicate<JsonNode>> terms = new ArrayList<>();

  static Selector of(ApiRequest request) {
    Selector selector = new Selector();
    if (!request.namespace().isEmpty()) {
      selector.terms.add(
          object -> at(object, "metadata.namespace").asText().equals(request.namespace()));
    }
    if (!request.name().isEmpty()) {
      selector.terms.add(object -> at(object, "metadata.name").asText().equals(request.name()));
    }
    selector.addLabels(request.parameters().getOrDefault("labelSelector", ""));
    selector.addFields(request.parameters().getOrDefault("fieldSelector", ""));
    return selector;
  }

  @Override
  public boolean test(JsonNode object) {
    return terms.stream().allMatch(term -> term.test(object));
  }

  private void addLabels(String text) {
    // A comma separates terms, except between the values of a set.
    for (String part : text.split(",(?![^(]*\\))")) {
      if (!part.isBlank()) {
        terms.add(label(part.trim()));
      }
    }
  }

  private static Predicate<JsonNode> label(String term) {
    Matcher set = SET.matcher(term);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::trim).toList();
      boolean wanted = "in".equals(set.group(2));
      return object -> values.contains(label(object, set.group(1))) == wanted;
    }
    Matcher equality = EQUALITY.matcher(term);
    if (equality.matches()) {
      boolean wanted = !"!=".equals(equality.group(2));
      return object -> equality.group(3).equals(label(object, equality.group(1))) == wanted;
    }
    return term.startsWith("!")
        ? object -> label(object, term.substring(1)) == null
        : object -> label(object, term) != null;
  }

  private void addFields(String text) {
    for (String part : text.split(",")) {
      Matcher equality = EQUALITY.matcher(part.trim());
      if (equality.matches()) {
        boolean wanted = !"!=".equals(equality.group(2));
        terms.add(
            object -> at(object, equality.group(1)).asText().equals(equality.group(3)) == wanted);
      }
    }
  }

  private static String label(JsonNode object, String name) {
    return object.path("metadata").path("labels").path(name).asText(null);
  }

  private static JsonNode at(JsonNode object, String path) {
    JsonNode node = object;
    for (String field : path.split("\\.")) {
      node = node.path(field);
    }
    return node;
  }
}
