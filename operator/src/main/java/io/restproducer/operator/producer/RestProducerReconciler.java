package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.restproducer.contract.ProducerId;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import io.restproducer.operator.pki.CertificateMint;
import io.restproducer.operator.pods.Propagation;
import io.restproducer.operator.pods.PropagationLag;
import io.restproducer.operator.pods.PropagationTiming;
import io.restproducer.operator.reconcile.Dependents;
import io.restproducer.operator.reconcile.Ownership;
import io.restproducer.operator.reconcile.QuietReconciler;
import io.restproducer.operator.reconcile.StatusWriter;
import io.restproducer.operator.reconcile.WakeUpEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Observes one RestProducer, has the flow run over it, and reports. */
public final class RestProducerReconciler
    implements Reconciler<RestProducer>, QuietReconciler<RestProducer> {
  private static final Duration SOONEST = Duration.ofMillis(10);

  private final ProducerFlow flow;
  private final Propagation propagation;
  private final Workshop workshop;
  private final WakeUpEventSource<RestProducer> wakeUps;
  private final Desks desks;
  private volatile NamespaceLabels labels = NamespaceLabels.UNWATCHED;
  private volatile UserSecretsEventSource userSecrets;

  private RestProducerReconciler(
      ProducerFlow flow,
      Propagation propagation,
      Workshop workshop,
      WakeUpEventSource<RestProducer> wakeUps) {
    this.flow = flow;
    this.propagation = propagation;
    this.workshop = workshop;
    this.wakeUps = wakeUps;
    this.desks =
        new Desks(
            id -> {
              propagation.forget(id);
              workshop.board().remove(id);
              userSecrets.forget(new ResourceID(id.name(), id.namespace()));
            });
  }

  /**
   * A reconciler with all it needs.
   *
   * @param workshop what it works with
   * @param defaultImage of the runtime, where a RestProducer names none
   */
  public static RestProducerReconciler of(Workshop workshop, String defaultImage) {
    WakeUpEventSource<RestProducer> wakeUps = new WakeUpEventSource<>("pods-and-topics");
    CertificateMint mint =
        new CertificateMint(workshop.clock(), workshop.random(), workshop.lifetimes());
    Authorities authorities = new Authorities(mint, workshop.random());
    Propagation propagation =
        new Propagation(
            workshop.pods(),
            PropagationTiming.DEFAULT,
            workshop.timer(),
            workshop.clock(),
            id -> wakeUps.wake(id.namespace(), id.name()));
    ProducerFlow flow =
        new ProducerFlow(
            authorities,
            new Rotations(authorities, workshop.lifetimes()),
            new ServerTls(mint, workshop.clock()),
            propagation,
            workshop.board(),
            defaultImage);
    return new RestProducerReconciler(flow, propagation, workshop, wakeUps);
  }

  /** How far behind the pods are. */
  public PropagationLag lag() {
    return propagation.lag();
  }

  /** When the first server certificate ends, of all RestProducers. */
  public Optional<Instant> earliestCertificateEnd() {
    return desks.earliest(Desk::certificateEnd);
  }

  /** When the first client certificate ends that pods take. */
  public Optional<Instant> earliestClientCertificateEnd() {
    return desks.earliest(Desk::clientCertificateEnd);
  }

  /** When the first authority of server certificates ends. */
  public Optional<Instant> earliestAuthorityEnd() {
    return desks.earliest(Desk::authorityEnd);
  }

  @Override
  public List<EventSource<?, RestProducer>> prepareEventSources(
      EventSourceContext<RestProducer> context) {
    userSecrets = new UserSecretsEventSource(context.getClient());
    RestProducerEventSources sources =
        new RestProducerEventSources(
            context, wakeUps, new DepartureEventSource(this::gone), userSecrets);
    labels = sources.labels();
    return sources.all();
  }

  @Override
  public UpdateControl<RestProducer> reconcile(
      RestProducer producer, Context<RestProducer> context) {
    Blueprint blueprint = flow.blueprint(producer);
    return desks.alone(
        blueprint.id(),
        () -> isPresent(producer, context) ? pass(blueprint, context) : UpdateControl.noUpdate());
  }

  /** A pass may have waited so long that its RestProducer is gone, or has a successor. */
  private static boolean isPresent(RestProducer producer, Context<RestProducer> context) {
    return context
        .getPrimaryCache()
        .get(ResourceID.fromResource(producer))
        .filter(now -> now.getMetadata().getUid().equals(producer.getMetadata().getUid()))
        .filter(now -> now.getMetadata().getDeletionTimestamp() == null)
        .isPresent();
  }

  private UpdateControl<RestProducer> pass(Blueprint blueprint, Context<RestProducer> context) {
    ProducerFlow.End end = flow.run(start(blueprint, context));
    UpdateControl<RestProducer> control = UpdateControl.noUpdate();
    if (!holdsStill(end.picture()) && !report(end.picture(), context)) {
      return control.rescheduleAfter(SOONEST);
    }
    return again(end).map(control::rescheduleAfter).orElse(control);
  }

  /**
   * After a restart nobody is unready only because the pods have not yet been asked. The
   * fingerprint of an authority never waits: nothing may be made with it before.
   */
  private static boolean holdsStill(Picture picture) {
    RestProducerStatus status = picture.blueprint().producer().getStatus();
    return picture.table().isPresent()
        && status != null
        && Authorities.areNoted(picture.authorities(), status)
        && picture.pods().isAsking();
  }

  private boolean report(Picture picture, Context<RestProducer> context) {
    RestProducer producer = picture.blueprint().producer();
    RestProducerStatus status = ProducerStatus.of(picture);
    boolean written = new StatusWriter<>(context, RestProducer::new).report(producer, status);
    if (written) {
      ProducerEvents.tell(workshop.events(), producer, status);
    }
    return written;
  }

  /** Not on the thread of the watch: a pass may be on its way, and is waited for. */
  private void gone(RestProducer producer) {
    ProducerId id = flow.blueprint(producer).id();
    workshop.timer().after(Duration.ZERO, () -> leave(id, producer.getMetadata().getUid()));
  }

  private void leave(ProducerId id, String uid) {
    desks.alone(
        id,
        () -> {
          desks.leave(id, uid);
          return id;
        });
  }

  private ProducerFlow.Start start(Blueprint blueprint, Context<RestProducer> context) {
    RestProducer producer = blueprint.producer();
    Desk desk = desk(blueprint);
    List<Secret> secrets = List.copyOf(context.getSecondaryResources(Secret.class));
    OwnSecrets own = new OwnSecrets(producer, secrets, context.getClient());
    List<Grant> grants =
        Grants.of(
            Permission.of(producer, labels),
            context.getSecondaryResources(ServiceId.class),
            secrets,
            flow.opened(producer, own, desk));
    List<RuntimePod> pods =
        context.getSecondaryResourcesAsStream(Pod.class).map(RuntimePod::new).toList();
    propagation.observe(blueprint.id(), ObservedPods.endpoints(pods));
    return new ProducerFlow.Start(
        blueprint,
        desk,
        own,
        new Dependents(producer, context),
        context
            .getSecondaryResourcesAsStream(ConfigMap.class)
            .filter(map -> Ownership.controls(producer, map))
            .toList(),
        context
            .getSecondaryResourcesAsStream(PodDisruptionBudget.class)
            .filter(budget -> Ownership.controls(producer, budget))
            .findFirst(),
        grants,
        userSecrets.read(producer, blueprint.userSecrets()),
        () -> CertificateEnds.last(secrets, grants),
        Rules.unresolved(producer, labels),
        ObservedPods.of(pods, propagation.state(blueprint.id()).orElseThrow()),
        workshop.clock().instant());
  }

  private Desk desk(Blueprint blueprint) {
    ProducerId id = blueprint.id();
    return desks.of(
        id,
        blueprint.producer().getMetadata().getUid(),
        uid -> new Desk(uid, workshop.topics(), () -> wakeUps.wake(id.namespace(), id.name())));
  }

  /** A change of keys that is late becomes a condition even if nothing else happens. */
  private Optional<Duration> again(ProducerFlow.End end) {
    boolean lagging =
        end.picture().pods().propagation().pods().stream()
            .anyMatch(pod -> pod.waiting().isPresent());
    Optional<Duration> late = lagging ? Optional.of(ProducerFindings.PATIENCE) : Optional.empty();
    return Stream.of(late, end.again())
        .flatMap(Optional::stream)
        .min(Duration::compareTo)
        .map(wait -> wait.compareTo(SOONEST) < 0 ? SOONEST : wait);
  }
}
