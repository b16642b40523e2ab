package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.restproducer.crds.RestProducer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches the Secrets of users that RestProducers refer to, each by its name and no other, and
 * wakes those who refer to one that changes. They carry no label of ours, so that no other informer
 * sees them.
 */
final class UserSecretsEventSource extends AbstractEventSource<Void, RestProducer> {
  private final KubernetesClient client;
  private final Map<ResourceID, Watched> watched = new HashMap<>();

  UserSecretsEventSource(KubernetesClient client) {
    super(Void.class, "user-secrets");
    this.client = client;
  }

  private record Watched(SharedIndexInformer<Secret> informer, Set<ResourceID> users) {}

  /**
   * Those of {@code names} that exist beside {@code producer}; they are watched from now on, and
   * those that it referred to before no more.
   */
  synchronized Map<String, Secret> read(RestProducer producer, Set<String> names) {
    ResourceID user = ResourceID.fromResource(producer);
    String namespace = producer.getMetadata().getNamespace();
    Set<ResourceID> wanted = new HashSet<>();
    Map<String, Secret> present = new HashMap<>();
    for (String name : names) {
      ResourceID secret = new ResourceID(name, namespace);
      wanted.add(secret);
      Watched one = watched.get(secret);
      if (one == null) {
        one = watch(secret, user);
        watched.put(secret, one);
      }
      one.users().add(user);
      one.informer().getStore().list().forEach(found -> present.put(name, found));
    }
    release(user, wanted);
    return present;
  }

  /** Ends what was watched for a RestProducer that is gone. */
  synchronized void forget(ResourceID user) {
    release(user, Set.of());
  }

  @Override
  public Set<Void> getSecondaryResources(RestProducer producer) {
    return Set.of();
  }

  @Override
  public synchronized void stop() {
    super.stop();
    watched.values().forEach(one -> one.informer().stop());
    watched.clear();
  }

  private void release(ResourceID user, Set<ResourceID> wanted) {
    watched
        .entrySet()
        .removeIf(
            entry -> {
              Watched one = entry.getValue();
              if (wanted.contains(entry.getKey()) || !one.users().remove(user)) {
                return false;
              }
              if (one.users().isEmpty()) {
                one.informer().stop();
                return true;
              }
              return false;
            });
  }

  /** Returns when the Secret has been looked up once, whether it is there or not. */
  private Watched watch(ResourceID secret, ResourceID firstUser) {
    Set<ResourceID> users = ConcurrentHashMap.newKeySet();
    users.add(firstUser);
    SharedIndexInformer<Secret> informer =
        client
            .secrets()
            .inNamespace(secret.getNamespace().orElseThrow())
            .withName(secret.getName())
            .runnableInformer(0);
    // Once it works it is tried again for ever; before that, the failure is the pass's.
    informer.exceptionHandler((isStarted, failure) -> isStarted);
    informer.addEventHandler(new Waking(users));
    informer.run();
    return new Watched(informer, users);
  }

  private void wake(Set<ResourceID> users) {
    if (isRunning()) {
      users.forEach(user -> getEventHandler().handleEvent(new Event(user)));
    }
  }

  private final class Waking implements ResourceEventHandler<Secret> {
    private final Set<ResourceID> users;

    Waking(Set<ResourceID> users) {
      this.users = users;
    }

    @Override
    public void onAdd(Secret secret) {
      wake(users);
    }

    @Override
    public void onUpdate(Secret before, Secret now) {
      wake(users);
    }

    @Override
    public void onDelete(Secret secret, boolean finalStateUnknown) {
      wake(users);
    }
  }
}
