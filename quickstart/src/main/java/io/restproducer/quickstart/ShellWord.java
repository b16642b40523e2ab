package io.restproducer.quickstart;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as one word of a {@code sh} command line. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellWord() {}

  /** The word, in quotes where it needs them. */
  static String of(String text) {
    return PLAIN.matcher(text).matches() ? text : quoted(text);
  }

  /** The word, always in quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  static String line(List<String> words) {
    return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
  }
}
