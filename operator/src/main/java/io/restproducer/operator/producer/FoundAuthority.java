package io.restproducer.operator.producer;

/**
 * One authority as it was found.
 *
 * @param note what status says of it, or is to say
 * @param noted whether status already names its fingerprint
 */
record FoundAuthority<T>(AuthorityNote note, T material, boolean noted) {
  String name() {
    return note.name();
  }

  <U> FoundAuthority<U> with(U other) {
    return new FoundAuthority<>(note, other, noted);
  }

  /** The same with {@code other} to be said of it. */
  FoundAuthority<T> noting(AuthorityNote other) {
    return new FoundAuthority<>(other, material, noted);
  }
}
