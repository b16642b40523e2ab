package io.restproducer.dev.kubernetes.mock;

/** Where one object is kept; all versions of a kind share it. */
record ObjectKey(String group, String plural, String namespace, String name)
    implements Comparable<ObjectKey> {

  @Override
  public int compareTo(ObjectKey other) {
    return asText().compareTo(other.asText());
  }

  private String asText() {
    return String.join("\0", group, plural, namespace, name);
  }
}
