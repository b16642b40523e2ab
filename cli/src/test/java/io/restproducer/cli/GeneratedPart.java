package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of docs/cli.md between two comments, written anew with {@code -Dcli.docs.update}. */
record GeneratedPart(String name) {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");

  void isAsGenerated(String wanted) throws IOException {
    String page = Files.readString(PAGE);
    String begin = "<!-- generated: " + name + " -->\n";
    String end = "<!-- end of " + name + " -->";
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    assertThat(to).as("%s has no part %s", PAGE, name).isGreaterThan(0);
    if (System.getProperty("cli.docs.update") != null) {
      Files.writeString(PAGE, page.substring(0, from) + wanted + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to))
        .as("%s is out of date; write it anew: mvn -pl cli -am verify -Dcli.docs.update", PAGE)
        .isEqualTo(wanted);
  }
}
