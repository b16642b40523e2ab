package io.restproducer.runtime.http;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A text with up to three small changes: pieces put in, taken out, put in another's place. */
record Mutations(String text, List<String> pieces) {
  private static final int COUNT = 50_000;

  /** The same ones each time. */
  void forEach(Consumer<String> test) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < COUNT; i++) {
      StringBuilder mutant = new StringBuilder(text);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(mutant.length());
        String piece = random.nextInt(3) == 0 ? "" : pieces.get(random.nextInt(pieces.size()));
        mutant.replace(at, at + random.nextInt(2), piece);
      }
      test.accept(mutant.toString());
    }
  }
}
