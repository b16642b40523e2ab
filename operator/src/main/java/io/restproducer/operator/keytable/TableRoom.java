package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import io.restproducer.operator.reconcile.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Compiles a table that fits into its Secret. Where room is short, those whom the table holds come
 * first, then the older: only the newest ServiceIds are left out.
 */
public final class TableRoom {
  /** What a Secret may hold, in bytes. */
  public static final long OF_A_SECRET = 1_048_576;

  private final long limit;
  private final ToLongFunction<List<KeyEntry>> size;

  /**
   * Room for tables.
   *
   * @param limit the most bytes of a table
   * @param size bytes of the table that holds these entries
   */
  public TableRoom(long limit, ToLongFunction<List<KeyEntry>> size) {
    this.limit = limit;
    this.size = size;
  }

  /** As {@link KeyTableCompiler#compile}, but within the limit. */
  public Compilation compile(
      List<KeyEntry> stored, Collection<Grant> grants, long nextRevision, Instant now) {
    Compilation whole = KeyTableCompiler.compile(stored, grants, nextRevision, now);
    if (whole.entries().equals(stored) || fits(whole)) {
      return whole;
    }
    List<Grant> order = inOrder(stored, grants);
    int fitting = 0;
    int tooMany = order.size();
    while (tooMany - fitting > 1) {
      int middle = (fitting + tooMany) / 2;
      boolean fits =
          fits(KeyTableCompiler.compile(stored, first(order, middle), nextRevision, now));
      fitting = fits ? middle : fitting;
      tooMany = fits ? tooMany : middle;
    }
    Compilation part = KeyTableCompiler.compile(stored, first(order, fitting), nextRevision, now);
    return new Compilation(
        part.entries(), refused(part, order.subList(fitting, order.size())), part.nextExpiry());
  }

  private boolean fits(Compilation compilation) {
    return size.applyAsLong(compilation.entries()) <= limit;
  }

  private static List<Grant> inOrder(List<KeyEntry> stored, Collection<Grant> grants) {
    Set<String> held =
        stored.stream().map(entry -> entry.serviceId().uid()).collect(Collectors.toSet());
    return grants.stream()
        .filter(grant -> grant.holdsKeys() || held.contains(uid(grant)))
        .sorted(
            Comparator.comparing((Grant grant) -> !held.contains(uid(grant)))
                .thenComparing(Grant::createdAt)
                .thenComparing(grant -> grant.serviceId().name()))
        .toList();
  }

  /** The rest are still there, and what is theirs stays theirs; they only get no entry. */
  private static List<Grant> first(List<Grant> order, int count) {
    return IntStream.range(0, order.size())
        .mapToObj(i -> i < count ? order.get(i) : order.get(i).withoutLife())
        .toList();
  }

  private static Map<String, Reason> refused(Compilation part, List<Grant> leftOut) {
    Map<String, Reason> refused = new HashMap<>(part.refused());
    leftOut.stream()
        .filter(Grant::live)
        .forEach(grant -> refused.put(uid(grant), Reason.TABLE_FULL));
    return Map.copyOf(refused);
  }

  private static String uid(Grant grant) {
    return grant.serviceId().uid();
  }
}
