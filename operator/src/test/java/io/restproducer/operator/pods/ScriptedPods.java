package io.restproducer.operator.pods;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Pods whose calls stay open until the test answers them. */
final class ScriptedPods implements Pods {
  /** One call; {@code table} is null when only the status was asked. */
  record Call(PodEndpoint pod, byte[] table, CompletableFuture<PodAnswer> answer) {
    boolean isPush() {
      return table != null;
    }

    long revision() {
      return table[0];
    }
  }

  private final Map<String, List<Call>> calls = new HashMap<>();

  @Override
  public CompletableFuture<PodAnswer> push(PodEndpoint pod, byte[] table) {
    return call(new Call(pod, table, new CompletableFuture<>()));
  }

  @Override
  public CompletableFuture<PodAnswer> status(PodEndpoint pod) {
    return call(new Call(pod, null, new CompletableFuture<>()));
  }

  /** All calls to the pod of this name, answered or not, oldest first. */
  List<Call> calls(String name) {
    return calls.getOrDefault(name, List.of());
  }

  /** The one call to the pod of this name that is open. */
  Call open(String name) {
    List<Call> open = calls(name).stream().filter(call -> !call.answer().isDone()).toList();
    if (open.size() != 1) {
      throw new AssertionError(open.size() + " open calls to " + name + ", expected one");
    }
    return open.get(0);
  }

  boolean isCalled(String name) {
    return calls(name).stream().anyMatch(call -> !call.answer().isDone());
  }

  private CompletableFuture<PodAnswer> call(Call call) {
    calls.computeIfAbsent(call.pod().name(), name -> new ArrayList<>()).add(call);
    return call.answer();
  }
}
