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
import io.restproducer.operator.permission.Ceiling;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import io.restproducer.operator.permission.Request;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Conditions;
import io.restproducer.operator.reconcile.EventLog;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.GeneratedSecrets;
import io.restproducer.operator.reconcile.QuietReconciler;
import io.restproducer.operator.reconcile.StatusWriter;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Observes one ServiceId, takes its key a step further, and reports; at the end, takes it back. */
public final class ServiceIdReconciler
    implements Reconciler<ServiceId>, QuietReconciler<ServiceId>, Cleaner<ServiceId> {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final TableBoard board;
  private final WakeUpEventSource<ServiceId> wakeUps;
  private final EventLog events;
  private final SecureRandom random;
  private final InstantSource clock;
  private final Revocation revocation;
  private volatile NamespaceLabels labels = NamespaceLabels.UNWATCHED;

  /**
   * A reconciler that is woken whenever the board tells of something new.
   *
   * @param random a cryptographically strong source
   */
  public ServiceIdReconciler(
      TableBoard board, EventLog events, SecureRandom random, InstantSource clock) {
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
    ServiceIdEventSources sources = new ServiceIdEventSources(context, wakeUps);
    labels = sources.labels();
    return sources.all();
  }

  @Override
  public UpdateControl<ServiceId> reconcile(ServiceId serviceId, Context<ServiceId> context) {
    Optional<RestProducer> producer = context.getSecondaryResource(RestProducer.class);
    Optional<Ceiling> ceiling = ceiling(serviceId, producer);
    boolean concerned = isConcerned(serviceId, ceiling);
    Optional<Standing> standing = standing(serviceId, concerned);
    boolean silent = producer.isPresent() && concerned && standing.isEmpty();
    if (silent && serviceId.getStatus() != null) {
      // After a restart its RestProducer has not spoken yet: what status says still holds.
      return UpdateControl.noUpdate();
    }
    View view = view(serviceId, context, ceiling, standing);
    ServiceIdStatus status = StatusOfServiceId.of(view);
    if (!new StatusWriter<>(context, ServiceId::new).report(serviceId, status)) {
      return UpdateControl.<ServiceId>noUpdate().rescheduleAfter(SOON);
    }
    ServiceIdEvents.tell(events, serviceId, status);
    Optional<RuntimeException> failure = view.failure();
    if (failure.isPresent()) {
      // Told in status; the SDK logs it and takes the pass again, later each time.
      throw failure.get();
    }
    UpdateControl<ServiceId> control = UpdateControl.noUpdate();
    return again(view).map(control::rescheduleAfter).orElse(control);
  }

  private static Optional<Duration> again(View view) {
    Optional<Duration> conflict =
        view.isKeptOut() ? Optional.of(ForeignObject.LOOK_AGAIN) : Optional.empty();
    Optional<Duration> due =
        Stream.concat(
                ClientCertificates.rotation(view.serviceId(), view.now())
                    .nextLook(view.held())
                    .stream(),
                view.nextRenewal().stream())
            .map(at -> Duration.between(view.now(), at))
            .map(wait -> wait.compareTo(LONGEST) < 0 ? wait : LONGEST)
            .map(wait -> wait.plus(SOON))
            .min(Duration::compareTo);
    return Stream.concat(conflict.stream(), due.stream()).min(Duration::compareTo);
  }

  @Override
  public DeleteControl cleanup(ServiceId serviceId, Context<ServiceId> context) {
    Optional<RestProducer> producer = context.getSecondaryResource(RestProducer.class);
    Optional<Duration> wait =
        revocation.of(
            serviceId,
            Request.of(serviceId).producer(),
            identity(serviceId),
            producer,
            isConcerned(serviceId, ceiling(serviceId, producer)));
    DeleteControl control =
        wait.isPresent() ? DeleteControl.noFinalizerRemoval() : DeleteControl.defaultDelete();
    wait.ifPresent(control::rescheduleAfter);
    return control;
  }

  private Optional<Ceiling> ceiling(ServiceId serviceId, Optional<RestProducer> producer) {
    return producer.flatMap(
        p -> Permission.of(p, labels).ceiling(serviceId.getMetadata().getNamespace()));
  }

  /**
   * Who is not let in, and was not before, learns nothing of a RestProducer: not that it is there.
   */
  private static boolean isConcerned(ServiceId serviceId, Optional<Ceiling> ceiling) {
    return ceiling.isPresent()
        || (serviceId.getStatus() != null
            && Conditions.find(serviceId.getStatus().conditions, ConditionType.KEYS_PROPAGATED)
                .isPresent());
  }

  private Optional<Standing> standing(ServiceId serviceId, boolean concerned) {
    ProducerId producer = Request.of(serviceId).producer();
    if (concerned) {
      return board.follow(producer, identity(serviceId));
    }
    board.unfollow(producer, identity(serviceId));
    return Optional.empty();
  }

  private View view(
      ServiceId serviceId,
      Context<ServiceId> context,
      Optional<Ceiling> ceiling,
      Optional<Standing> standing) {
    HeldKeys held = held(serviceId, context);
    Optional<Finding> refusal =
        Refusal.of(serviceId.getMetadata().getName(), Request.of(serviceId), ceiling, standing);
    if (refusal.isEmpty()) {
      try {
        held = advance(serviceId, context, standing, held);
      } catch (ForeignObject e) {
        refusal = Optional.of(Finding.no(ConditionType.ACCEPTED, e.reason(), e.getMessage()));
      }
    }
    Optional<Standing> told = ceiling.isPresent() ? standing : standing.filter(s -> !s.isRevoked());
    List<CertificateOutcome> certificates =
        certificates(serviceId, context, refusal.isEmpty(), standing);
    return new View(serviceId, refusal, told, held, certificates, clock.instant());
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
            events,
            ClientCertificates.rotation(serviceId, clock.instant()));
    HeldKeys held = steps.adopt(cached);
    if (serviceId.getSpec().suspend) {
      return held;
    }
    if (!serviceId.getSpec().apiKey.enabled) {
      boolean revoked = standing.filter(Standing::hasNoBearerKey).isPresent();
      return revoked ? steps.remove(held) : held;
    }
    return steps.advance(held, standing);
  }

  private List<CertificateOutcome> certificates(
      ServiceId serviceId,
      Context<ServiceId> context,
      boolean accepted,
      Optional<Standing> standing) {
    ClientCertificates certificates =
        new ClientCertificates(
            serviceId,
            context.getSecondaryResources(Secret.class),
            standing,
            context.getSecondaryResource(RestProducer.class),
            clock.instant());
    return accepted && !serviceId.getSpec().suspend
        ? certificates.advance(context.getClient(), random, events)
        : certificates.asTheyAre();
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

  private static ServiceIdentity identity(ServiceId serviceId) {
    return new ServiceIdentity(
        serviceId.getMetadata().getNamespace(),
        serviceId.getMetadata().getName(),
        serviceId.getMetadata().getUid());
  }
}
