package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileTest {
  @Test
  void aShellReadsBackWhatWasWritten(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("env");
    new EnvFile()
        .with("PLAIN", "/a/b")
        .with("EMPTY", "")
        .with("HARD", "it's $HOME `x` \"y\" \\")
        .write(file);

    Process shell =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                ". \"$1\"; printf '%s|%s|%s' \"$PLAIN\" \"$EMPTY\" \"$HARD\"",
                "sh",
                file.toString())
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes()))
        .isEqualTo("/a/b||it's $HOME `x` \"y\" \\");
    assertThat(Files.list(directory)).containsExactly(file);
  }
}
