package io.restproducer.dev.kubernetes.rights;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Whether what is granted is what is used.
 *
 * @param refused requests that the server refused for want of a right
 * @param notGranted used though no rule grants it: some other binding does
 * @param unused granted and never used
 */
public record RightsComparison(
    SortedSet<Right> refused, SortedSet<Right> notGranted, SortedSet<Right> unused) {

  /**
   * Compares a whole run.
   *
   * @param unseen rights that the server asks for without a request of their own
   */
  public static RightsComparison of(
      Set<Right> granted, Set<Right> unseen, List<AuditedRequest> requests) {
    SortedSet<Right> refused = new TreeSet<>();
    SortedSet<Right> used = new TreeSet<>();
    for (AuditedRequest request : requests) {
      if (request.isRefused()) {
        refused.add(request.right());
      } else {
        used.addAll(request.needed());
      }
    }
    SortedSet<Right> notGranted = new TreeSet<>(used);
    notGranted.removeAll(granted);
    SortedSet<Right> unused = new TreeSet<>(granted);
    unused.removeAll(used);
    unused.removeAll(unseen);
    return new RightsComparison(refused, notGranted, unused);
  }

  /** One line each; empty: what is granted is what is used. */
  public List<String> problems() {
    return Stream.of(
            refused.stream().map(right -> "refused: " + right + "; add it to the role"),
            notGranted.stream().map(right -> "not in the role: " + right + "; add it there"),
            unused.stream().map(right -> "never used: " + right + "; take it out of the role"))
        .flatMap(lines -> lines)
        .toList();
  }
}
