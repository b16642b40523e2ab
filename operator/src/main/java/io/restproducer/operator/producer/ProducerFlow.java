package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.SealingKey;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.pki.AuthorityRing;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientIssuer;
import io.restproducer.operator.pki.SealingKeys;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.pods.Propagation;
import io.restproducer.operator.pods.PropagationState;
import io.restproducer.operator.reconcile.ConditionType;
import io.restproducer.operator.reconcile.Dependents;
import io.restproducer.operator.reconcile.Finding;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.RefusedByCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One pass over one RestProducer. Each step may be the last one before the process dies: whatever
 * it made is found again by its name.
 *
 * <pre>
 *   authorities ─▶ fingerprints in status ─▶ key table ─▶ pods
 *                                        └─▶ server certificate ─▶ children ─▶ topics
 * </pre>
 */
final class ProducerFlow {
  private final Authorities authorities;
  private final Rotations rotations;
  private final Presentation presentation;
  private final Propagation propagation;
  private final TableBoard board;
  private final String defaultImage;

  ProducerFlow(
      Authorities authorities,
      Rotations rotations,
      ServerTls serverTls,
      Propagation propagation,
      TableBoard board,
      String defaultImage) {
    this.authorities = authorities;
    this.rotations = rotations;
    this.presentation = new Presentation(serverTls);
    this.propagation = propagation;
    this.board = board;
    this.defaultImage = defaultImage;
  }

  /**
   * What a pass starts from.
   *
   * @param ownConfigMaps every ConfigMap that this RestProducer controls, as cached
   * @param grants of every ServiceId that may use it
   * @param userSecrets those that the spec refers to and that are there, by name
   * @param lastCertificate when the last client certificate in a Secret ends; reads each
   * @param unresolved which rules of who may use it are not in force
   */
  record Start(
      Blueprint blueprint,
      Desk desk,
      OwnSecrets secrets,
      Dependents children,
      List<ConfigMap> ownConfigMaps,
      Optional<PodDisruptionBudget> ownBudget,
      List<Grant> grants,
      Map<String, Secret> userSecrets,
      Supplier<Optional<Instant>> lastCertificate,
      Optional<Finding> unresolved,
      ObservedPods pods,
      Instant now) {}

  /**
   * How a pass ended.
   *
   * @param again when to look again even if nothing happens
   */
  record End(Picture picture, Optional<Duration> again) {}

  Blueprint blueprint(RestProducer producer) {
    return new Blueprint(producer, defaultImage, "");
  }

  /** A look at client certificates with the sealing keys of {@code producer}. */
  OpenedCertificates.Look opened(RestProducer producer, OwnSecrets secrets, Desk desk) {
    List<SealingKey> keys =
        authorities.knownSealingKeys(producer, secrets).map(SealingKeys::opening).orElse(List.of());
    return desk.certificates()
        .with(
            keys.stream().map(SealingKey::id).toList(),
            leaf -> ClientCertificate.of(leaf).sealedKey(keys));
  }

  End run(Start start) {
    Picture.Sketch sketch =
        new Picture.Sketch(start.blueprint(), start.pods(), start.grants().size(), start.now());
    sketch.unresolved = start.unresolved();
    List<Duration> again = new ArrayList<>();
    try {
      pass(start, sketch, again);
    } catch (ForeignObject e) {
      sketch.refusal = Optional.of(Finding.no(ConditionType.ACCEPTED, e.reason(), e.getMessage()));
      again.add(ForeignObject.LOOK_AGAIN);
    } catch (RefusedByCluster e) {
      sketch.refusal =
          Optional.of(
              Finding.no(ConditionType.ACCEPTED, Reason.REFUSED_BY_CLUSTER, e.getMessage()));
      again.add(RefusedByCluster.LOOK_AGAIN);
    } catch (UnusableSecret e) {
      sketch.refusal = Optional.of(Finding.no(ConditionType.ACCEPTED, e.reason(), e.getMessage()));
    } catch (AuthorityMissing e) {
      start.desk().stopIssuing();
      sketch.missingAuthority = Optional.of(e.getMessage());
    } finally {
      sketch.kept.ifPresent(kept -> tellServiceIds(start, kept));
    }
    return new End(sketch.finish(), again.stream().min(Duration::compareTo));
  }

  private void pass(Start start, Picture.Sketch sketch, List<Duration> again)
      throws ForeignObject, RefusedByCluster, AuthorityMissing, UnusableSecret {
    RestProducer producer = start.blueprint().producer();
    start.secrets().settle();
    var signer = authorities.tableSigner(producer, start.secrets());
    sketch.authorities = Authorities.status(List.of(signer));
    if (signer.noted()) {
      sketch.kept = Optional.of(keepTable(start, signer.material()));
      sketch.kept.flatMap(TableKeeper.Kept::again).ifPresent(again::add);
    }
    var server = authorities.serverAuthority(producer, start.secrets());
    sketch.authorities = Authorities.status(List.of(server, signer));
    start.desk().authority(server.material().current().certificate());
    sketch.refusal = Rules.broken(start.blueprint().spec());
    // First: nothing else that is missing must let the server certificate expire.
    if (sketch.refusal.isEmpty() && server.noted() && signer.noted()) {
      presentation.settle(start, server.material().current(), sketch);
    }
    var clients = authorities.clientsAuthority(producer, start.secrets());
    sketch.authorities = Authorities.status(List.of(server, clients, signer));
    var sealing = authorities.sealingKeys(producer, start.secrets());
    var all = List.of(server, clients, sealing, signer);
    sketch.authorities = Authorities.status(all);
    if (!all.stream().allMatch(FoundAuthority::noted)) {
      again.add(Duration.ZERO);
      return;
    }
    ClientIssuer issuer =
        authorities.clientIssuer(clients.material().current(), sealing.material());
    // Before any turn, which lets a former one go: the children may not be reached.
    start.desk().signedBy(issuer);
    Rotations.Facts facts =
        new Rotations.Facts(
            start,
            sketch.kept.map(kept -> kept.table().entries()).orElse(List.of()),
            sketch.certificate);
    sketch.authorities =
        Stream.concat(
                rotations.turn(facts, server, clients, sealing, again).stream(),
                Stream.of(signer.note()))
            .map(AuthorityNote::toStatus)
            .toList();
    if (sketch.refusal.isEmpty() && sketch.certificate.isPresent()) {
      KafkaSecrets.Usable kafka = KafkaSecrets.read(start.blueprint().spec(), start.userSecrets());
      Blueprint blueprint =
          new Blueprint(
              producer,
              start.blueprint().defaultImage(),
              signer.material().publicKeyBase64(),
              kafka.files());
      new Children(start, blueprint)
          .apply(
              new Trust(
                  presentation.bundle(start, sketch, trusted(server)), trusted(clients), issuer),
              sketch);
      sketch.topics =
          start
              .desk()
              .topics()
              .keep(kafka.access(), TopicKeeper.wanted(blueprint.spec().topics), start.now());
      start.desk().topics().again(start.now()).ifPresent(again::add);
    }
  }

  /** The next one only once status names it. */
  private static byte[] trusted(FoundAuthority<AuthorityRing> found) {
    AuthorityRing ring = found.material();
    return ring.bundle(found.note().next().isPresent() && found.note().next().equals(ring.next()));
  }

  private TableKeeper.Kept keepTable(Start start, TableSigner signer) throws ForeignObject {
    Blueprint blueprint = start.blueprint();
    long seen =
        Math.max(
            notedRevision(blueprint.producer().getStatus()),
            start.pods().propagation().maxReportedRevision());
    TableKeeper.Kept kept =
        start
            .desk()
            .table()
            .keep(blueprint, signer, start.secrets(), start.grants(), seen, start.now());
    propagation.publish(blueprint.id(), kept.table().revision(), kept.signed());
    return kept;
  }

  private static long notedRevision(RestProducerStatus status) {
    return status == null || status.keyTable == null || status.keyTable.revision == null
        ? 0
        : status.keyTable.revision;
  }

  private void tellServiceIds(Start start, TableKeeper.Kept kept) {
    ProducerId id = start.blueprint().id();
    PropagationState state = propagation.state(id).orElseThrow();
    ObservedPods pods = new ObservedPods(List.of(), Map.of(), state);
    boolean restarted = notedRevision(start.blueprint().producer().getStatus()) > 0;
    // After a restart no key is unknown only because the pods have not yet been asked.
    if (start.desk().hasPublished() || !restarted || !pods.isAsking()) {
      start.desk().publish(board, id, kept, pods.knowledge());
    }
  }
}
