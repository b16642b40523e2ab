package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * All objects, one counter of revisions and the latest changes. Callers hold its monitor from
 * reading to writing, so that every request is one transaction.
 */
final class ObjectStore {

  private static final int REMEMBERED = 20_000;

  private final TreeMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
  private final Deque<Event> history = new ArrayDeque<>();
  private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
  private long revision = 1;

  synchronized Optional<ObjectNode> get(ObjectKey key) {
    return Optional.ofNullable(objects.get(key)).map(ObjectNode::deepCopy);
  }

  synchronized List<ObjectNode> list(ResourceType type) {
    return objects.entrySet().stream()
        .filter(entry -> entry.getKey().group().equals(type.group()))
        .filter(entry -> entry.getKey().plural().equals(type.plural()))
        .map(entry -> entry.getValue().deepCopy())
        .toList();
  }

  synchronized List<ObjectKey> keys() {
    return List.copyOf(objects.keySet());
  }

  /** Keeps the object under a new revision, which it writes into its metadata. */
  synchronized ObjectNode put(ObjectKey key, ObjectNode object) {
    stamp(object);
    ObjectNode before = objects.put(key, object.deepCopy());
    publish(new Event(revision, key, before, object.deepCopy()));
    return object;
  }

  synchronized void remove(ObjectKey key) {
    ObjectNode before = objects.remove(key);
    if (before != null) {
      stamp(before);
      publish(new Event(revision, key, before, null));
    }
  }

  synchronized long revision() {
    return revision;
  }

  /** The changes after {@code since}, and from then on every change through {@code listener}. */
  synchronized List<Event> follow(long since, Consumer<Event> listener) {
    boolean forgotten = !history.isEmpty() && history.peekFirst().revision() > since + 1;
    if (since > 0 && forgotten && history.size() >= REMEMBERED) {
      throw Refused.expired("too old resource version: " + since);
    }
    listeners.add(listener);
    return new ArrayList<>(history.stream().filter(event -> event.revision() > since).toList());
  }

  void unfollow(Consumer<Event> listener) {
    listeners.remove(listener);
  }

  private void stamp(ObjectNode object) {
    revision++;
    ((ObjectNode) object.get("metadata")).put("resourceVersion", Long.toString(revision));
  }

  private void publish(Event event) {
    history.addLast(event);
    if (history.size() > REMEMBERED) {
      history.removeFirst();
    }
    listeners.forEach(listener -> listener.accept(event));
  }
}
