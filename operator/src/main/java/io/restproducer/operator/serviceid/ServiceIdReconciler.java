package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdStatus;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.keytable.Standing;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.keytable.TableRoom;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.StatusWriter;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Observes one ServiceId, takes its key a step further, and reports; at the end, takes it back. */
public final class ServiceIdReconciler implements Reconciler<ServiceId>, Cleaner<ServiceId> {
  private static final Duration SOON = Duration.ofMillis(50);

  private final TableBoard board;
  private final WakeUpEventSource<ServiceId> wakeUps;
  private final EventLog events;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Revocation revocation;

  /**
   * A reconciler that is woken whenever the board tells of something new.
   *
   * @param random a cryptographically strong source
   */
  public ServiceIdReconciler(
      TableBoard board, EventLog events, RandomGenerator random, InstantSource clock) {
    this.board = board;
    this.wakeUps = new WakeUpEventSource<>("key-table");
    this.events = events;
    this.random = random;
    this.clock = clock;
    this.revocation = new Revocation(board, events, clock);
    board.onChange(sid -> wakeUps.wake(sid.namespace(), sid.name()));
  }

  @Override
  public List<EventSource<?, ServiceId>> prepareEventSources(
      EventSourceContext<ServiceId> context) {
    return new ServiceIdEventSources(context, wakeUps).all();
  }

  @Override
  public UpdateControl<ServiceId> reconcile(ServiceId serviceId, Context<ServiceId> context) {
    Optional<Standing> standing = board.follow(producerOf(serviceId), identity(serviceId));
    boolean producerExists = context.getSecondaryResource(RestProducer.class).isPresent();
    if (producerExists && standing.isEmpty() && serviceId.getStatus() != null) {
      // After a restart its RestProducer has not spoken yet: what status says still holds.
      return UpdateControl.noUpdate();
    }
    View view = view(serviceId, context, standing, producerExists);
    ServiceIdStatus status = StatusOfServiceId.of(view);
    if (!new StatusWriter<>(context, ServiceId::new).report(serviceId, status)) {
      return UpdateControl.<ServiceId>noUpdate().rescheduleAfter(SOON);
    }
    ServiceIdEvents.tell(events, serviceId, status);
    return UpdateControl.noUpdate();
  }

  @Override
  public DeleteControl cleanup(ServiceId serviceId, Context<ServiceId> context) {
    Optional<Duration> wait =
        revocation.of(
            serviceId,
            producerOf(serviceId),
            identity(serviceId),
            context.getSecondaryResource(RestProducer.class));
    DeleteControl control =
        wait.isPresent() ? DeleteControl.noFinalizerRemoval() : DeleteControl.defaultDelete();
    wait.ifPresent(control::rescheduleAfter);
    return control;
  }

  private View view(
      ServiceId serviceId,
      Context<ServiceId> context,
      Optional<Standing> standing,
      boolean producerExists) {
    HeldKeys held = held(serviceId, context);
    Optional<Finding> refusal = refusal(serviceId, standing, producerExists);
    if (refusal.isEmpty()) {
      try {
        held = advance(serviceId, context, standing, held);
      } catch (ForeignObject e) {
        refusal = Optional.of(Finding.no(ConditionType.ACCEPTED, e.reason(), e.getMessage()));
      }
    }
    return new View(serviceId, refusal, standing, held, clock.instant());
  }

  private HeldKeys advance(
      ServiceId serviceId, Context<ServiceId> context, Optional<Standing> standing, HeldKeys cached)
      throws ForeignObject {
    KeySteps steps =
        new KeySteps(
            serviceId,
            new GeneratedSecrets(
                serviceId, secret -> KeySecret.isOf(serviceId, secret), context.getClient()),
            random,
            events);
    HeldKeys held = steps.adopt(cached);
    if (serviceId.getSpec().suspend) {
      return held;
    }
    if (!serviceId.getSpec().apiKey.enabled) {
      boolean revoked = standing.filter(s -> s.obeyed() && s.entries().isEmpty()).isPresent();
      return revoked ? steps.remove(held) : held;
    }
    return steps.advance(held, standing);
  }

  private static Optional<Finding> refusal(
      ServiceId serviceId, Optional<Standing> standing, boolean producerExists) {
    if (!producerExists) {
      return Optional.of(
          Finding.no(
              ConditionType.ACCEPTED,
              Reason.PRODUCER_NOT_FOUND,
              "there is no RestProducer %s in namespace %s: create it or correct restProducerRef"
                  .formatted(
                      serviceId.getSpec().restProducerRef.name,
                      serviceId.getMetadata().getNamespace())));
    }
    return standing
        .flatMap(Standing::refused)
        .map(reason -> Finding.no(ConditionType.ACCEPTED, reason, refusal(reason, serviceId)));
  }

  private static String refusal(Reason reason, ServiceId serviceId) {
    String producer = serviceId.getSpec().restProducerRef.name;
    return reason == Reason.TABLE_FULL
        ? "the key table of RestProducer %s is full (%d bytes, the limit of a Secret): delete ServiceIds that nobody uses, grant fewer topics, or use another RestProducer"
            .formatted(producer, TableRoom.OF_A_SECRET)
        : "the key table of RestProducer %s does not take its key: delete Secret %s to have a new one minted"
            .formatted(producer, KeySecrets.published(serviceId.getMetadata().getName()));
  }

  private static HeldKeys held(ServiceId serviceId, Context<ServiceId> context) {
    String name = serviceId.getMetadata().getName();
    List<Secret> own =
        context
            .getSecondaryResourcesAsStream(Secret.class)
            .filter(secret -> KeySecret.isOf(serviceId, secret))
            .filter(secret -> secret.getMetadata().getDeletionTimestamp() == null)
            .toList();
    return new HeldKeys(named(own, KeySecrets.published(name)), named(own, KeySecrets.next(name)));
  }

  private static Optional<Secret> named(List<Secret> secrets, String name) {
    return secrets.stream().filter(s -> s.getMetadata().getName().equals(name)).findFirst();
  }

  private static ProducerId producerOf(ServiceId serviceId) {
    return new ProducerId(
        serviceId.getMetadata().getNamespace(), serviceId.getSpec().restProducerRef.name);
  }

  private static ServiceIdentity identity(ServiceId serviceId) {
    return new ServiceIdentity(
        serviceId.getMetadata().getNamespace(),
        serviceId.getMetadata().getName(),
        serviceId.getMetadata().getUid());
  }
}
