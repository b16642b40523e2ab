package io.restproducer.quickstart;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** An application that looks into its Secret now and then and calls with what it found last. */
final class ReloadingCaller {
  private final String name;
  private final Supplier<Secret> secret;
  private final Function<Map<String, String>, Means> reader;
  private final List<Map<String, String>> found = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private volatile Means means;

  /** What it calls with, made of one state of its Secret. */
  record Means(Traffic.Way kept, Traffic.Way oneTime) {}

  /**
   * Makes a caller that has looked once.
   *
   * @param reader of what the Secret holds, in base64
   */
  ReloadingCaller(
      String name, Supplier<Secret> secret, Function<Map<String, String>, Means> reader) {
    this.name = name;
    this.secret = secret;
    this.reader = reader;
    reload();
  }

  /** Looks again. What is under way ends with what it began with. */
  void reload() {
    try {
      Map<String, String> data = secret.get().getData();
      if (found.isEmpty() || !found.get(found.size() - 1).equals(data)) {
        means = reader.apply(data);
        found.add(data);
      }
    } catch (KubernetesClientException e) {
      // The API server is busy: it looks again soon, and calls with what it has.
    } catch (RuntimeException e) {
      problems.add(e.toString());
    }
  }

  /** What it could make nothing of. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  /** A quarter of the requests over new connections. */
  Traffic start(int requestsPerSecond) {
    AtomicInteger turn = new AtomicInteger();
    return Traffic.start(
        name,
        value -> means.kept().send(value),
        value -> (turn.incrementAndGet() % 2 == 0 ? means.kept() : means.oneTime()).send(value),
        requestsPerSecond);
  }

  /** Every value that the entry has had, in order. */
  List<String> values(String entry) {
    List<String> values = new ArrayList<>();
    found.stream().map(data -> data.get(entry)).distinct().forEach(values::add);
    return values;
  }

  /** Sends a record with what the Secret held at first, but for the entries named: those of now. */
  OneTimePost.Answer sendAsAtFirst(String... butFor) throws IOException {
    Map<String, String> data = new HashMap<>(found.get(0));
    for (String entry : butFor) {
      data.put(entry, found.get(found.size() - 1).get(entry));
    }
    return reader.apply(data).oneTime().send(name + " as at first");
  }

  @Override
  public String toString() {
    return name;
  }
}
