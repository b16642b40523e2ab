package io.restproducer.dev.kubernetes.rights;

import java.util.Comparator;

/**
 * One verb on one kind of resource.
 *
 * @param group empty: the core group
 * @param resource with its subresource, as a rule writes it: {@code serviceids/status}
 */
public record Right(String group, String resource, String verb) implements Comparable<Right> {
  private static final Comparator<Right> ORDER =
      Comparator.comparing(Right::group).thenComparing(Right::resource).thenComparing(Right::verb);

  @Override
  public int compareTo(Right other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
  }
}
