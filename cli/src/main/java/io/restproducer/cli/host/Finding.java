package io.restproducer.cli.host;

/** What a look at something that is waited for has found. */
public sealed interface Finding<T> {

  /** It is there. */
  record There<T>(T value) implements Finding<T> {}

  /** It is not there yet; what is still missing, for people. */
  record NotYet<T>(String missing) implements Finding<T> {}

  /** It is there. */
  static <T> Finding<T> there(T value) {
    return new There<>(value);
  }

  /** It is not there yet. */
  static <T> Finding<T> notYet(String missing) {
    return new NotYet<>(missing);
  }
}
