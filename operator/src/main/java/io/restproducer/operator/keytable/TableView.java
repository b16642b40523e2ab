package io.restproducer.operator.keytable;

import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyTable;
import io.restproducer.operator.reconcile.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One RestProducer as its ServiceIds see it. Immutable; only what is stored counts as there. */
public final class TableView {
  private final Map<String, List<KeyEntry>> entries;
  private final Map<String, Long> changes;
  private final long firstSeen;
  private final Map<String, Reason> refused;
  private final PodKnowledge pods;
  private final Optional<Access> access;

  private TableView(
      Map<String, List<KeyEntry>> entries,
      Map<String, Long> changes,
      long firstSeen,
      Map<String, Reason> refused,
      PodKnowledge pods,
      Optional<Access> access) {
    this.entries = entries;
    this.changes = changes;
    this.firstSeen = firstSeen;
    this.refused = refused;
    this.pods = pods;
    this.access = access;
  }

  /** The view of a table as it was found when this process began to look. */
  public static TableView of(KeyTable table, PodKnowledge pods, Optional<Access> access) {
    return new TableView(byServiceId(table), Map.of(), table.revision(), Map.of(), pods, access);
  }

  /** The view after {@code table} has been stored in place of the one of this view. */
  public TableView stored(KeyTable table) {
    Map<String, List<KeyEntry>> after = byServiceId(table);
    Map<String, Long> changed = new HashMap<>(changes);
    after.forEach((uid, list) -> noteChange(changed, uid, list, table.revision()));
    entries.keySet().stream()
        .filter(uid -> !after.containsKey(uid))
        .forEach(uid -> changed.put(uid, table.revision()));
    return new TableView(after, changed, firstSeen, refused, pods, access);
  }

  /** The same table with what else a ServiceId needs to know. */
  public TableView with(
      Map<String, Reason> nowRefused, PodKnowledge nowKnown, Optional<Access> nowAccess) {
    return new TableView(entries, changes, firstSeen, nowRefused, nowKnown, nowAccess);
  }

  Standing standing(String uid) {
    List<KeyEntry> own = entries.getOrDefault(uid, List.of());
    boolean obeyed = pods.knows(changes.getOrDefault(uid, firstSeen));
    List<String> known =
        own.stream().filter(entry -> pods.knows(entry.firstRevision())).map(KeyEntry::id).toList();
    boolean settled = obeyed && known.size() == own.size();
    long latest = own.stream().mapToLong(KeyEntry::firstRevision).max().orElse(0);
    boolean everywhere =
        pods.knownByAll() >= Math.max(latest, changes.getOrDefault(uid, firstSeen));
    return new Standing(
        own,
        known,
        obeyed,
        settled ? List.of() : pods.waitingFor(),
        everywhere ? List.of() : pods.givenUp(),
        Optional.ofNullable(refused.get(uid)),
        access,
        access.flatMap(Access::issuer).filter(pods::takes).isPresent());
  }

  /** That a certificate was published is no change: no pod has to know it. */
  private void noteChange(Map<String, Long> changed, String uid, List<KeyEntry> list, long at) {
    if (!published(list).equals(published(entries.getOrDefault(uid, List.of())))) {
      changed.put(uid, at);
    }
  }

  private static List<KeyEntry> published(List<KeyEntry> list) {
    return list.stream().map(KeyEntry::published).toList();
  }

  private static Map<String, List<KeyEntry>> byServiceId(KeyTable table) {
    return table.entries().stream().collect(Collectors.groupingBy(e -> e.serviceId().uid()));
  }
}
