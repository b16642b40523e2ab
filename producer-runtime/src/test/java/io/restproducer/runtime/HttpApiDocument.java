package io.restproducer.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The page that callers rely on, cut into what it states: a row of a table, an example, a sentence.
 * Headings and the heads of tables state nothing.
 */
record HttpApiDocument(List<String> statements) {
  private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=\\.)\\s+(?=[A-Z`*])");

  static HttpApiDocument of(List<String> lines) {
    List<String> statements = new ArrayList<>();
    List<String> paragraph = new ArrayList<>();
    boolean example = false;
    for (String line : lines) {
      boolean inExample = line.startsWith("    ");
      if (inExample != example || line.isBlank() || line.startsWith("#") || line.startsWith("|")) {
        state(paragraph, example, statements);
      }
      example = inExample;
      if (line.startsWith("| ---")) {
        statements.remove(statements.size() - 1);
      } else if (line.startsWith("|")) {
        statements.add(line);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        paragraph.add(line.strip());
      }
    }
    state(paragraph, example, statements);
    return new HttpApiDocument(List.copyOf(statements));
  }

  private static void state(List<String> paragraph, boolean whole, List<String> statements) {
    String text = String.join(" ", paragraph);
    paragraph.clear();
    if (whole) {
      statements.add(text);
    } else if (!text.isEmpty()) {
      statements.addAll(List.of(END_OF_SENTENCE.split(text)));
    }
  }
}
