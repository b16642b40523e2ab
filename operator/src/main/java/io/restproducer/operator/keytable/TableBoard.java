package io.restproducer.operator.keytable;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.ServiceIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the controller of RestProducers tells that of ServiceIds how far keys have come. A follower
 * is woken when, and only when, its standing differs from the one it last read.
 */
public final class TableBoard {
  private record Follower(ServiceIdentity serviceId, Optional<Standing> lastRead) {}

  private final Map<ProducerId, TableView> views = new HashMap<>();
  private final Map<ProducerId, Map<String, Follower>> followers = new HashMap<>();
  private volatile Consumer<ServiceIdentity> wake = serviceId -> {};

  /** Sets who is told which ServiceId to look at again. */
  public void onChange(Consumer<ServiceIdentity> listener) {
    wake = listener;
  }

  /** Puts up a new view and wakes those whom it concerns. */
  public void publish(ProducerId producer, TableView view) {
    change(producer, Optional.of(view));
  }

  /** Takes the view of a RestProducer down that is gone. */
  public void remove(ProducerId producer) {
    change(producer, Optional.empty());
  }

  public synchronized Optional<TableView> view(ProducerId producer) {
    return Optional.ofNullable(views.get(producer));
  }

  /** The standing of {@code serviceId}, and a wake-up when it changes; empty: no view yet. */
  public synchronized Optional<Standing> follow(ProducerId producer, ServiceIdentity serviceId) {
    Optional<Standing> standing = view(producer).map(view -> view.standing(serviceId.uid()));
    followers
        .computeIfAbsent(producer, key -> new HashMap<>())
        .put(serviceId.uid(), new Follower(serviceId, standing));
    return standing;
  }

  public synchronized void unfollow(ProducerId producer, ServiceIdentity serviceId) {
    followers.getOrDefault(producer, new HashMap<>()).remove(serviceId.uid());
  }

  private void change(ProducerId producer, Optional<TableView> view) {
    List<ServiceIdentity> concerned = new ArrayList<>();
    synchronized (this) {
      view.ifPresentOrElse(v -> views.put(producer, v), () -> views.remove(producer));
      followers.getOrDefault(producer, Map.of()).values().stream()
          .filter(f -> !f.lastRead().equals(view.map(v -> v.standing(f.serviceId().uid()))))
          .map(Follower::serviceId)
          .forEach(concerned::add);
    }
    concerned.forEach(wake);
  }
}
