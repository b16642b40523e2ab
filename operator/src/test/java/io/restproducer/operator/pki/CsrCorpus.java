package io.restproducer.operator.pki;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Requests of every maker and every way, and what must come of each: see csr/make.py. */
final class CsrCorpus {
  private CsrCorpus() {}

  /** One row of the manifest. */
  record Row(String file, String outcome, Set<String> warnings) {
    boolean accepted() {
      return outcome.equals("accepted");
    }

    byte[] content() {
      return read(file);
    }

    @Override
    public String toString() {
      return file;
    }
  }

  static Stream<Row> rows() {
    return new String(read("manifest.tsv"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split("\t")))
        .map(
            cells ->
                new Row(
                    cells.get(0),
                    cells.get(1),
                    cells.size() < 3 ? Set.of() : Set.of(cells.get(2).split(" "))));
  }

  static Stream<Row> accepted() {
    return rows().filter(Row::accepted);
  }

  static Stream<Row> refused() {
    return rows().filter(row -> !row.accepted());
  }

  static byte[] read(String file) {
    try (InputStream in = CsrCorpus.class.getResourceAsStream("/csr/" + file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
