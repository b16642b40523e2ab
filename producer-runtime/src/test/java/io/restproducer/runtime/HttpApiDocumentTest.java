package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Whatever docs/http-api.md states has a test that is named beside it in http-api-tests.txt. */
class HttpApiDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "http-api.md");
  private static final Path CLASSES = Path.of("target", "test-classes");

  /** How a statement begins, its tests, and why none of them is an IT. */
  private record Row(String beginning, List<String> tests, Optional<String> reason) {
    boolean isOf(String statement) {
      return statement.startsWith(beginning);
    }
  }

  @Test
  void eachStatementHasItsTests() throws IOException {
    assertThat(withoutRow(document(), rows())).isEmpty();
  }

  @Test
  void eachRowIsOfAStatement() throws IOException {
    List<Row> rows = rows();
    List<String> statements = document().statements();

    assertThat(rows)
        .allMatch(row -> statements.stream().anyMatch(of -> row(of, rows).equals(Optional.of(row))))
        .hasSizeGreaterThan(100);
  }

  @Test
  void eachNamedTestIsOne() throws IOException {
    List<String> names = rows().stream().flatMap(row -> row.tests().stream()).distinct().toList();

    assertThat(names).allSatisfy(name -> assertThat(isTest(name)).as(name).isTrue());
  }

  @Test
  void eachRowNamesATestOnTheWireOrSaysWhyNot() throws IOException {
    assertThat(rows())
        .allMatch(
            row ->
                row.reason().isPresent()
                    || row.tests().stream().anyMatch(name -> name.contains("IT#")));
  }

  @Test
  void noticesARowASentenceAndAnExampleThatNobodyTests() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(DOCUMENT));
    int table = lines.indexOf("| --- | --- |");
    lines.add(table + 1, "| `untested` | nobody knows |");
    lines.addAll(List.of("", "Nobody tests this. Nor", "that.", "", "    {\"nor\":1,", "     1}"));

    assertThat(withoutRow(HttpApiDocument.of(lines), rows()))
        .containsExactly(
            "| `untested` | nobody knows |", "Nobody tests this.", "Nor that.", "{\"nor\":1, 1}");
    assertThat(isTest("WireIT#raw")).isFalse();
    assertThat(isTest("WireIT#isNotThere")).isFalse();
    assertThat(isTest("IsNotThere#isNotThere")).isFalse();
  }

  private static HttpApiDocument document() throws IOException {
    return HttpApiDocument.of(Files.readAllLines(DOCUMENT));
  }

  private static List<String> withoutRow(HttpApiDocument document, List<Row> rows) {
    return document.statements().stream().filter(of -> row(of, rows).isEmpty()).toList();
  }

  /** The one that says most of how {@code statement} begins. */
  private static Optional<Row> row(String statement, List<Row> rows) {
    return rows.stream()
        .filter(row -> row.isOf(statement))
        .max(Comparator.comparingInt(row -> row.beginning().length()));
  }

  private static List<Row> rows() throws IOException {
    List<Row> rows = new ArrayList<>();
    try (InputStream in = HttpApiDocumentTest.class.getResourceAsStream("/http-api-tests.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String row : text.substring(text.indexOf("\n> ") + 3).split("\n+> ")) {
        List<String> lines = row.strip().lines().toList();
        rows.add(
            new Row(
                lines.get(0),
                lines.stream().skip(1).filter(line -> !line.startsWith("- ")).toList(),
                lines.stream().filter(line -> line.startsWith("- ")).findFirst()));
      }
    }
    return rows;
  }

  /** Whether {@code name} is that of a method that JUnit runs. */
  private static boolean isTest(String name) throws IOException {
    String[] parts = name.split("#");
    try (Stream<Path> files = Files.walk(CLASSES)) {
      Optional<Path> file = files.filter(path -> path.endsWith(parts[0] + ".class")).findFirst();
      return file.isPresent() && isTest(file.get(), parts[1]);
    }
  }

  private static boolean isTest(Path file, String method) {
    String path = CLASSES.relativize(file).toString();
    String type = path.substring(0, path.length() - ".class".length()).replace('/', '.');
    try {
      Method[] methods = Class.forName(type).getDeclaredMethods();
      return Arrays.stream(methods)
          .filter(candidate -> candidate.getName().equals(method))
          .anyMatch(
              candidate ->
                  candidate.isAnnotationPresent(Test.class)
                      || candidate.isAnnotationPresent(ParameterizedTest.class));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
