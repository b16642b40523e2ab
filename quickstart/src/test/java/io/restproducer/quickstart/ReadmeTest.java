package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

  @ParameterizedTest
  @ValueSource(strings = {"10-restproducer.yaml", "20-serviceid.yaml"})
  void showsTheExamplesAsTheyAreApplied(String example) throws IOException {
    String applied = Files.readString(ROOT.resolve("deploy/examples").resolve(example));
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains(applied);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    Matcher link = LINK.matcher(Files.readString(ROOT.resolve("README.md")));
    while (link.find()) {
      assertThat(ROOT.resolve(link.group(1))).exists();
    }
  }
}
