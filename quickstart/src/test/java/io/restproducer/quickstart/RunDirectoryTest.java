package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  @TempDir Path parent;

  @Test
  void leavesNothing() throws Exception {
    RunDirectory directory = RunDirectory.open(path());
    Files.writeString(directory.logs().resolve("a.log"), "x");
    directory.close();
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void clearsWhatAKilledRunHasLeft() throws Exception {
    Files.createDirectories(path().resolve("kafka"));
    Files.writeString(path().resolve("kafka").resolve("old"), "x");
    Files.writeString(path().resolve("env"), "x");
    try (RunDirectory directory = RunDirectory.open(path())) {
      assertThat(directory.resolve("env")).doesNotExist();
      assertThat(directory.resolve("kafka")).doesNotExist();
      assertThat(directory.logs()).isEmptyDirectory();
    }
  }

  @Test
  void tellsASecondRunThatOneRunsAlready() {
    try (RunDirectory directory = RunDirectory.open(path())) {
      assertThat(directory.logs()).exists();
      assertThatThrownBy(() -> RunDirectory.open(path()))
          .isInstanceOf(QuickstartFailure.class)
          .hasMessageContaining("runs already in this clone (process %d)", pid());
      assertThat(directory.logs()).exists();
    }
  }

  @Test
  void keepsLogsOfAFailureBesideItAndForgetsThemAtTheNextStart() throws Exception {
    RunDirectory failed = RunDirectory.open(path());
    Files.writeString(failed.logs().resolve("a.log"), "why");
    Path kept = failed.keepLogs();
    failed.close();
    assertThat(path()).doesNotExist();
    assertThat(kept.resolve("a.log")).hasContent("why");
    RunDirectory.open(path()).close();
    assertThat(kept).doesNotExist();
  }

  private Path path() {
    return parent.resolve("quickstart");
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }
}
