package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One watch: the state at its start if asked for, then one line for each change that it selects.
 */
final class Watch {

  private static final long LONGEST_SECONDS = 3600;

  private final ObjectStore store;
  private final ApiRequest request;
  private final Selector selector;
  private final BlockingQueue<Event> changes = new LinkedBlockingQueue<>();
  private final List<String> first = new ArrayList<>();
  private final Consumer<Event> listener = changes::add;

  /** Starts to listen; from here on no change is missed. */
  Watch(ObjectStore store, ApiRequest request) {
    this.store = store;
    this.request = request;
    this.selector = Selector.of(request);
    String since = request.parameters().getOrDefault("resourceVersion", "");
    boolean fromNow = since.isEmpty() || "0".equals(since) || request.isTrue("sendInitialEvents");
    synchronized (store) {
      long revision = fromNow ? store.revision() : Long.parseLong(since);
      changes.addAll(store.follow(revision, listener));
      if (fromNow) {
        store.list(request.type()).stream()
            .filter(selector)
            .forEach(object -> first.add(line("ADDED", object)));
      }
      if (request.isTrue("sendInitialEvents")) {
        first.add(line("BOOKMARK", endOfInitialEvents(revision)));
      } else if (request.isTrue("allowWatchBookmarks")) {
        // Some clients take a watch over HTTP for established only when its first bytes are there.
        first.add(line("BOOKMARK", bookmark(revision)));
      }
    }
  }

  /** Writes until the client goes away, the asked time is over or the server stops. */
  void writeTo(OutputStream out) throws IOException {
    long seconds =
        Long.parseLong(request.parameters().getOrDefault("timeoutSeconds", "" + LONGEST_SECONDS));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (out) {
      for (String line : first) {
        out.write(line.getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
        Event event = changes.poll(left, TimeUnit.NANOSECONDS);
        String line = event == null ? "" : line(event);
        if (!line.isEmpty()) {
          out.write(line.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      store.unfollow(listener);
    }
  }

  private String line(Event event) {
    ResourceType type = request.type();
    if (!event.key().plural().equals(type.plural()) || !event.key().group().equals(type.group())) {
      return "";
    }
    boolean before = event.before() != null && selector.test(event.before());
    boolean after = !event.isDeletion() && selector.test(event.after());
    if (after) {
      return line(before ? "MODIFIED" : "ADDED", event.after());
    }
    return before ? line("DELETED", gone(event)) : "";
  }

  private static ObjectNode gone(Event event) {
    ObjectNode gone = event.before().deepCopy();
    gone.withObject("/metadata").put("resourceVersion", Long.toString(event.revision()));
    return gone;
  }

  private ObjectNode endOfInitialEvents(long revision) {
    ObjectNode object = bookmark(revision);
    object
        .withObject("/metadata")
        .putObject("annotations")
        .put("k8s.io/initial-events-end", "true");
    return object;
  }

  private ObjectNode bookmark(long revision) {
    ObjectNode object =
        FieldSet.empty()
            .put("apiVersion", request.type().groupVersion())
            .put("kind", request.type().kind());
    object.putObject("metadata").put("resourceVersion", Long.toString(revision));
    return object;
  }

  private static String line(String type, JsonNode object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
  }
}
