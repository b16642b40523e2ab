package io.restproducer.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an operator sends to its API server: counts writes, and can go dead after one of them. */
final class Wire implements Interceptor {
  private final int lifetime;
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final Set<String> reads = ConcurrentHashMap.newKeySet();
  private volatile boolean killed;
  private volatile Refusal refused = new Refusal("", "");

  private record Refusal(String start, String end) {
    boolean isOf(String call) {
      return !end.isEmpty() && call.startsWith(start) && call.endsWith(end);
    }
  }

  private Wire(int lifetime) {
    this.lifetime = lifetime;
  }

  static Wire open() {
    return new Wire(Integer.MAX_VALUE);
  }

  /** Nothing gets through any more once this many writes were sent: the process has been killed. */
  static Wire deadAfter(int writes) {
    return new Wire(writes);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (isDead()) {
      throw new IllegalStateException("dead");
    }
    String call = request.method() + " " + request.uri().getPath();
    if (refused.isOf(call)) {
      throw new IllegalStateException("refused by the test");
    }
    if (request.method().equals("GET")) {
      reads.add(request.uri().getPath());
    } else {
      writes.add(call);
    }
  }

  /** Fails each {@code method} to a path with this end; an empty end: no more. */
  void refuse(String method, String pathEnd) {
    refused = new Refusal(method + " ", pathEnd);
  }

  /** Nothing gets through any more from now on. */
  void kill() {
    killed = true;
  }

  boolean isDead() {
    return killed || writes.size() >= lifetime;
  }

  /** Every request that was not a GET. */
  List<String> writes() {
    return writes;
  }

  /** The path of every GET. */
  Set<String> reads() {
    return reads;
  }
}
