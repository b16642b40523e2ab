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
import java.util.stream.Stream;

/**
 * Compiles a table that fits into its Secret. Where room is short, those whom the table holds come
 * first, then the older: only the newest ServiceIds are left out. A key in the place of one that
 * works waits before anybody is left out.
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
    List<Place> places = places(stored, grants);
    int fitting = 0;
    int tooMany = places.size();
    while (tooMany - fitting > 1) {
      int middle = (fitting + tooMany) / 2;
      boolean fits =
          fits(KeyTableCompiler.compile(stored, first(places, middle, grants), nextRevision, now));
      fitting = fits ? middle : fitting;
      tooMany = fits ? tooMany : middle;
    }
    Compilation part =
        KeyTableCompiler.compile(stored, first(places, fitting, grants), nextRevision, now);
    return new Compilation(
        part.entries(), refused(part, places.subList(fitting, places.size())), part.nextExpiry());
  }

  private boolean fits(Compilation compilation) {
    return size.applyAsLong(compilation.entries()) <= limit;
  }

  /** Who asks for a place, in the order in which they get one. */
  private enum Turn {
    /** Has a place, and goes on with the keys that are in it. */
    STAYS,
    /** Has a place, but no key in it that callers could get: its new one is needed. */
    RETURNS,
    /** Comes for the first time. */
    COMES,
    /** Has a key that works, and would have another in its stead. */
    ROTATES
  }

  private record Place(Turn turn, Grant grant) {}

  private static List<Place> places(List<KeyEntry> stored, Collection<Grant> grants) {
    Map<String, Set<String>> held =
        stored.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> entry.serviceId().uid(),
                    Collectors.mapping(KeyEntry::id, Collectors.toSet())));
    return grants.stream()
        .flatMap(grant -> places(grant, held.getOrDefault(uid(grant), Set.of())))
        .sorted(
            Comparator.comparing(Place::turn)
                .thenComparing(place -> place.grant().createdAt())
                .thenComparing(place -> place.grant().serviceId().name()))
        .toList();
  }

  private static Stream<Place> places(Grant grant, Set<String> held) {
    if (held.isEmpty()) {
      return grant.wantedIds().isEmpty() ? Stream.empty() : Stream.of(new Place(Turn.COMES, grant));
    }
    Place stays = new Place(Turn.STAYS, grant.withOnly(held));
    boolean more = !held.containsAll(grant.wantedIds());
    boolean works = grant.wantedIds().stream().anyMatch(held::contains);
    return more
        ? Stream.of(stays, new Place(works ? Turn.ROTATES : Turn.RETURNS, grant))
        : Stream.of(stays);
  }

  /** The rest are still there, and what is theirs stays theirs; they only get no entry. */
  private static List<Grant> first(List<Place> places, int count, Collection<Grant> grants) {
    Map<String, Grant> placed = new HashMap<>();
    places.subList(0, count).forEach(place -> placed.put(uid(place.grant()), place.grant()));
    return grants.stream()
        .map(grant -> placed.getOrDefault(uid(grant), grant.withoutLife()))
        .toList();
  }

  private static Map<String, Reason> refused(Compilation part, List<Place> leftOut) {
    Map<String, Reason> refused = new HashMap<>(part.refused());
    leftOut.stream()
        .filter(place -> place.grant().live())
        .forEach(
            place -> refused.merge(uid(place.grant()), reason(place.turn()), TableRoom::theGraver));
    return Map.copyOf(refused);
  }

  private static Reason reason(Turn turn) {
    return turn == Turn.ROTATES ? Reason.ROTATION_WAITS_FOR_ROOM : Reason.TABLE_FULL;
  }

  private static Reason theGraver(Reason one, Reason other) {
    return one == Reason.ROTATION_WAITS_FOR_ROOM ? other : one;
  }

  private static String uid(Grant grant) {
    return grant.serviceId().uid();
  }
}
