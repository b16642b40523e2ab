package io.restproducer.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Leads while it renews a Lease. It gives up five seconds before anybody may follow, judges by its
 * own monotonic clock only, and never leads before the API server has stored its name.
 */
public final class Election implements AutoCloseable {
  static final String NAME = "restproducer-operator";
  static final Duration LEASE = Duration.ofSeconds(15);
  static final Duration GIVE_UP = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(Election.class);
  private static final Duration RENEW = Duration.ofSeconds(2);
  private static final Duration WATCH = Duration.ofMillis(500);

  private enum Role {
    STANDBY,
    LEADER,
    DONE
  }

  private final LeaseStore store;
  private final Candidate candidate;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Runnable leads;
  private final Consumer<String> lost;
  // Apart, so that a request that hangs hides nothing from the watch.
  private final ScheduledExecutorService renewing = thread("lease");
  private final ScheduledExecutorService watching = thread("lease-watch");
  private Role role = Role.STANDBY;
  private long renewedAt;
  private String seenVersion = "";
  private long seenAt;
  private boolean failing;

  Election(
      LeaseStore store,
      Candidate candidate,
      InstantSource clock,
      LongSupplier nanoTime,
      Runnable leads,
      Consumer<String> lost) {
    this.store = store;
    this.candidate = candidate;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.leads = leads;
    this.lost = lost;
  }

  /**
   * An election that has not begun.
   *
   * @param client on whose connection nothing else delays a renewal
   * @param leads told once, on the renewing thread, which it must not hold
   * @param lost told once, and why, when the lease of a leader is not its own any more
   */
  public static Election of(
      KubernetesClient client,
      Candidate candidate,
      InstantSource clock,
      Runnable leads,
      Consumer<String> lost) {
    return new Election(
        new ServerLeaseStore(client, candidate.namespace()),
        candidate,
        clock,
        System::nanoTime,
        leads,
        lost);
  }

  public void start() {
    renewing.scheduleWithFixedDelay(this::step, 0, RENEW.toMillis(), TimeUnit.MILLISECONDS);
    watching.scheduleWithFixedDelay(this::watch, 0, WATCH.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends it; a leader leaves the lease to whoever comes first. Nothing may be written any more. */
  @Override
  public void close() {
    watching.shutdownNow();
    renewing.shutdown();
    try {
      renewing.awaitTermination(GIVE_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (become(Role.DONE) == Role.LEADER) {
      release();
    }
  }

  /** Takes or renews the lease if it may. */
  void step() {
    long begun = nanoTime.getAsLong();
    try {
      Optional<Lease> found = store.read();
      Optional<String> other = found.flatMap(lease -> otherHolder(lease, begun));
      if (other.isPresent()) {
        lose("it is held by " + other.get());
      } else {
        take(found);
        renewed(begun);
      }
      failing = false;
    } catch (RuntimeException e) {
      LOG.atLevel(failing ? Level.DEBUG : Level.WARN)
          .addKeyValue("problem", e.getMessage())
          .log("the lease was neither taken nor renewed; tried again");
      failing = true;
    }
  }

  /** Gives up in time when nothing is renewed any more. */
  void watch() {
    long silent = nanoTime.getAsLong() - renewedAt();
    if (silent > GIVE_UP.toNanos()) {
      lose("it was not renewed for " + Duration.ofNanos(silent).toSeconds() + " s");
    }
  }

  /** Whoever else holds it and is not known to be silent for longer than it may. */
  private Optional<String> otherHolder(Lease lease, long now) {
    String version = lease.getMetadata().getResourceVersion();
    if (!seenVersion.equals(version)) {
      seenVersion = version;
      seenAt = now;
    }
    boolean expired = now - seenAt > Holding.duration(lease).toNanos();
    return Holding.holder(lease).filter(holder -> !holder.equals(candidate.name()) && !expired);
  }

  private void take(Optional<Lease> found) {
    Lease taken = Holding.taken(found, candidate, LEASE, clock.instant());
    if (found.isPresent()) {
      store.replace(taken);
    } else {
      store.create(taken);
    }
  }

  private void renewed(long begun) {
    boolean first;
    synchronized (this) {
      renewedAt = begun;
      first = role == Role.STANDBY;
      role = first ? Role.LEADER : role;
    }
    if (first) {
      leads.run();
    }
  }

  private void lose(String why) {
    boolean was;
    synchronized (this) {
      was = role == Role.LEADER;
      role = was ? Role.DONE : role;
    }
    if (was) {
      lost.accept(why);
    }
  }

  private void release() {
    try {
      store
          .read()
          .filter(lease -> Holding.holder(lease).filter(candidate.name()::equals).isPresent())
          .ifPresent(lease -> store.replace(Holding.left(lease)));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("problem", e.getMessage())
          .log("the lease was not released; it expires by itself");
    }
  }

  private synchronized Role become(Role next) {
    Role before = role;
    role = next;
    return before;
  }

  /** Of a process that does not lead: now. */
  private synchronized long renewedAt() {
    return role == Role.LEADER ? renewedAt : nanoTime.getAsLong();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
