package io.restproducer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows of text under each other. */
final class Columns {
  private static final String GAP = "   ";

  private final List<List<String>> rows = new ArrayList<>();

  Columns(String... heading) {
    if (heading.length > 0) {
      row((Object[]) heading);
    }
  }

  Columns row(Object... cells) {
    rows.add(
        java.util.Arrays.stream(cells).map(cell -> cell == null ? "-" : cell.toString()).toList());
    return this;
  }

  /** The rows, each column as wide as its widest cell. */
  String text() {
    return rows.stream().map(this::line).collect(Collectors.joining("\n"));
  }

  private String line(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int column = i;
      int width =
          rows.stream()
              .filter(other -> other.size() > column + 1)
              .mapToInt(other -> other.get(column).length())
              .max()
              .orElse(0);
      boolean last = i == row.size() - 1;
      line.append(last ? row.get(i) : ("%-" + Math.max(1, width) + "s").formatted(row.get(i)));
      line.append(last ? "" : GAP);
    }
    return line.toString().stripTrailing();
  }
}
