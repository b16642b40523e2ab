package io.restproducer.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.AutoComplete;

/**
 * Candidates for the last of some words, in the lines that kubectl reads; not a command of users.
 */
final class Complete {
  static final String WORD = "__complete";

  /** kubectl then offers no files. */
  private static final String NO_FILES = ":4";

  private Complete() {}

  /** Prints whole words, and how kubectl is to take them. */
  static void print(Root root, List<String> words) {
    String last = words.isEmpty() ? "" : words.get(words.size() - 1);
    List<CharSequence> rests = new ArrayList<>();
    AutoComplete.complete(
        Program.commandLine(root).getCommandSpec(),
        words.toArray(String[]::new),
        Math.max(0, words.size() - 1),
        last.length(),
        0,
        rests);
    rests.stream()
        .map(rest -> last + rest)
        .filter(word -> last.startsWith("-") || !word.startsWith("-"))
        .forEach(root.host().out()::println);
    root.host().out().println(NO_FILES);
  }
}
