package io.restproducer.quickstart;

import java.util.Optional;

/** What one look at something awaited has shown: it is there, or how far it is. */
record Finding<T>(Optional<T> result, String state) {
  static <T> Finding<T> there(T result) {
    return new Finding<>(Optional.of(result), "");
  }

  static <T> Finding<T> notYet(String state) {
    return new Finding<>(Optional.empty(), state);
  }
}
