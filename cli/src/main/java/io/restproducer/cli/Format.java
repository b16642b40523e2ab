package io.restproducer.cli;

import java.util.Locale;

/** How results are printed. */
enum Format {
  TEXT,
  JSON,
  YAML;

  /** As the option spells it, in help texts. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
