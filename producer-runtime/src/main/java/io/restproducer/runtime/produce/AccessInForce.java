package io.restproducer.runtime.produce;

import io.restproducer.kafka.KafkaAccess;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which credentials and trust Kafka is reached. The first are used as they are; later ones only
 * when they have let a client in.
 *
 * <pre>
 *  use ─▶ first? ─▶ in force
 *      ─▶ another ─▶ NextAccess, tried again and again ─▶ let in ─▶ in force; the former client
 *                                                                 leaves a little later
 * </pre>
 */
final class AccessInForce implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AccessInForce.class);
  private static final long LONGEST_QUESTION_SECONDS = 6;

  private final ScheduledExecutorService thread;
  private final Consumer<KafkaAccess> told;
  private final Set<ClusterAdmin> leaving = ConcurrentHashMap.newKeySet();
  private Optional<KafkaAccess> inForce = Optional.empty();
  private volatile Optional<ClusterAdmin> admin = Optional.empty();
  private volatile Optional<NextAccess> next = Optional.empty();

  /**
   * None yet.
   *
   * @param thread where clients are judged and closed
   * @param told of each that comes into force
   */
  AccessInForce(ScheduledExecutorService thread, Consumer<KafkaAccess> told) {
    this.thread = thread;
    this.told = told;
  }

  /** Takes {@code access} for what should be used; does not wait for it. */
  synchronized void use(KafkaAccess access) {
    if (inForce.isEmpty()) {
      adopt(access, new ClusterAdmin(ClientSettings.admin(access)));
      return;
    }
    if (next.filter(it -> it.access().equals(access)).isPresent()) {
      return;
    }
    next.ifPresent(NextAccess::close);
    next =
        inForce.get().equals(access)
            ? Optional.empty()
            : Optional.of(
                new NextAccess(
                    access,
                    () -> new ClusterAdmin(ClientSettings.admin(access)),
                    BrokerHealth::reason,
                    System::nanoTime));
  }

  /** The client by the access in force; none before the first. */
  Optional<ClusterAdmin> admin() {
    return admin;
  }

  /** CamelCase word why what should be used does not work, else empty. */
  String problemOfNext() {
    return next.map(NextAccess::problem).orElse("");
  }

  /** Tries what should be used, if there is such and it is time to. */
  void lookAtNext() {
    next.ifPresent(it -> it.look(() -> thread.execute(() -> works(it))));
  }

  @Override
  public void close() {
    next.ifPresent(NextAccess::close);
    admin.ifPresent(ClusterAdmin::close);
    leaving.forEach(ClusterAdmin::close);
  }

  private synchronized void works(NextAccess tried) {
    if (next.filter(it -> it == tried).isPresent()) {
      next = Optional.empty();
      adopt(tried.access(), tried.admin());
    }
  }

  /** Questions that are on their way by the former client are still answered. */
  private void adopt(KafkaAccess access, ClusterAdmin connected) {
    Optional<ClusterAdmin> former = admin;
    inForce = Optional.of(access);
    admin = Optional.of(connected);
    told.accept(access);
    if (former.isPresent() && !thread.isShutdown()) {
      leaving.add(former.get());
      thread.schedule(() -> leave(former.get()), LONGEST_QUESTION_SECONDS, TimeUnit.SECONDS);
    }
    log.atInfo().addKeyValue("kafka", access).log("access to Kafka in force");
  }

  private void leave(ClusterAdmin former) {
    former.close();
    leaving.remove(former);
  }
}
