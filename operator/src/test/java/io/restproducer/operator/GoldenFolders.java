package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Cases in folders {@code golden/<kind>/<case>/{in,out}-*.yaml}: a new case is a folder with its
 * inputs. {@code -Dgolden.rewrite=true} writes the outputs anew; look at the difference then.
 */
public final class GoldenFolders {
  private static final Path ROOT = Path.of("src/test/resources/golden");

  private GoldenFolders() {}

  /**
   * A test for each folder of {@code kind}.
   *
   * @param build what comes out for the resource in {@code in-<kind>.yaml}
   */
  public static <T extends HasMetadata> Stream<DynamicTest> of(
      Class<T> type, Function<T, List<HasMetadata>> build) {
    String kind = type.getSimpleName().toLowerCase(Locale.ROOT);
    return folders(ROOT.resolve(kind))
        .map(
            folder ->
                DynamicTest.dynamicTest(
                    folder.getFileName().toString(),
                    () -> check(folder, build.apply(read(folder, kind, type)))));
  }

  private static void check(Path folder, List<HasMetadata> outputs) throws IOException {
    Set<String> written = new TreeSet<>();
    for (HasMetadata output : outputs) {
      Path file = folder.resolve(fileName(output));
      written.add(file.getFileName().toString());
      String yaml = Serialization.asYaml(output);
      if (Boolean.getBoolean("golden.rewrite")) {
        Files.writeString(file, yaml);
      }
      assertThat(file).exists();
      assertThat(yaml).as(file.toString()).isEqualTo(Files.readString(file));
    }
    assertThat(outputFiles(folder)).as("output files in " + folder).isEqualTo(written);
  }

  private static Set<String> outputFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("out-"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String fileName(HasMetadata output) {
    return "out-"
        + output.getKind().toLowerCase(Locale.ROOT)
        + "-"
        + output.getMetadata().getName()
        + ".yaml";
  }

  private static <T> T read(Path folder, String kind, Class<T> type) throws IOException {
    return Serialization.unmarshal(Files.readString(folder.resolve("in-" + kind + ".yaml")), type);
  }

  private static Stream<Path> folders(Path root) {
    try (Stream<Path> folders = Files.list(root)) {
      List<Path> sorted = folders.sorted().toList();
      assertThat(sorted).as("cases in " + root).isNotEmpty();
      return sorted.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
