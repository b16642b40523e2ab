package io.restproducer.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedImageTest {
  @TempDir private Path directory;
  private Path archive;
  private Path layer;

  @BeforeEach
  void layOut() throws IOException {
    archive = Files.createDirectory(directory.resolve("archive"));
    layer = Files.createDirectory(directory.resolve("layer"));
    Path java = write(layer.resolve("opt/java/bin/java"), "#!/bin/sh");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    write(layer.resolve("app/jib-classpath-file"), "/app/classpath/a.jar:/app/libs/b.jar");
  }

  @Test
  void findsJavaAndTheClassPathOutsideOfAContainer() throws Exception {
    UnpackedImage image = unpacked("\"java\", \"-Xmx1m\", \"-cp\", \"/a.jar:/b.jar\", \"Main\"");

    Path root = directory.resolve("out/root");
    assertThat(image.command())
        .containsExactly(
            root + "/opt/java/bin/java",
            "-Xmx1m",
            "-cp",
            root + "/a.jar:" + root + "/b.jar",
            "Main");
  }

  @Test
  void readsTheClassPathFromTheFileThatTheImageNames() throws Exception {
    UnpackedImage image = unpacked("\"java\", \"-cp\", \"@/app/jib-classpath-file\", \"Main\"");

    Path root = directory.resolve("out/root");
    assertThat(image.command()).contains(root + "/app/classpath/a.jar:" + root + "/app/libs/b.jar");
  }

  @Test
  void saysThatThereIsNoJava() throws Exception {
    UnpackedImage image = unpacked("\"java25\", \"-cp\", \"/a.jar\", \"Main\"");

    assertThatThrownBy(image::command)
        .isInstanceOf(QuickstartFailure.class)
        .hasMessageContaining("java25");
  }

  @Test
  void saysThatAnArchiveIsNone() throws Exception {
    Path file = write(directory.resolve("no.tar"), "no archive");

    assertThatThrownBy(() -> UnpackedImage.of(file, directory.resolve("out")))
        .isInstanceOf(QuickstartFailure.class)
        .hasMessageContaining("no.tar");
  }

  private UnpackedImage unpacked(String entrypoint) throws Exception {
    tar(archive.resolve("layer.tar.gz"), layer);
    write(
        archive.resolve("config.json"),
        "{\"config\": {\"Env\": [\"PATH=/usr/bin:/opt/java/bin\"], \"Entrypoint\": [%s]}}"
            .formatted(entrypoint));
    write(
        archive.resolve("manifest.json"),
        "[{\"Config\": \"config.json\", \"Layers\": [\"layer.tar.gz\"]}]");
    tar(directory.resolve("image.tar"), archive);
    return UnpackedImage.of(directory.resolve("image.tar"), directory.resolve("out"));
  }

  private static void tar(Path file, Path content) throws Exception {
    String kind = file.toString().endsWith("gz") ? "-czf" : "-cf";
    Process tar =
        new ProcessBuilder("tar", kind, file.toString(), "-C", content.toString(), ".").start();
    assertThat(tar.waitFor()).isZero();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
