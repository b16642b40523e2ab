package io.restproducer.operator;

import io.restproducer.contract.ApiKey;
import io.restproducer.operator.keytable.KeySecrets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads its key from its Secret again and again, and uses it with every pod at once. */
final class EagerClient {
  private final Scene scene;
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::run, "eager-client");
  private volatile boolean stopped;

  private EagerClient(Scene scene) {
    this.scene = scene;
  }

  static EagerClient of(Scene scene) {
    EagerClient client = new EagerClient(scene);
    client.thread.setDaemon(true);
    client.thread.start();
    return client;
  }

  /** Ids of the keys that some pod did not take. */
  List<String> stop() throws InterruptedException {
    stopped = true;
    thread.join();
    return refused;
  }

  Set<String> keysUsed() {
    return used;
  }

  private void run() {
    while (!stopped) {
      String id = KeySecrets.key(scene.secret("checkout-api-key")).map(ApiKey::id).orElse("no key");
      used.add(id);
      for (FakeRuntime pod : scene.kubelet().runtimes()) {
        if (!pod.knows(id)) {
          refused.add(id);
        }
      }
    }
  }
}
