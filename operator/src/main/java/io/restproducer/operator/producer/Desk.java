package io.restproducer.operator.producer;

import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.operator.kafka.DeclaredTopics;
import io.restproducer.operator.keytable.Access;
import io.restproducer.operator.keytable.PodKnowledge;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.keytable.TableView;
import io.restproducer.operator.pki.ClientIssuer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the operator remembers of one RestProducer between two passes. All of it can be found out
 * again after a restart. Used by one thread at a time, but for the dates.
 */
final class Desk {
  private final String uid;
  private final TableKeeper table = new TableKeeper();
  private final OpenedCertificates certificates = new OpenedCertificates();
  private final TopicKeeper topics;
  private Optional<TableView> view = Optional.empty();
  private Optional<Access> access = Optional.empty();
  private volatile Optional<Instant> authorityEnd = Optional.empty();
  private volatile Optional<Instant> certificateEnd = Optional.empty();
  private volatile Optional<Instant> clientCertificateEnd = Optional.empty();

  Desk(String uid, DeclaredTopics topics, Runnable wake) {
    this.uid = uid;
    this.topics = new TopicKeeper(topics, wake);
  }

  boolean isFor(String otherUid) {
    return uid.equals(otherUid);
  }

  TableKeeper table() {
    return table;
  }

  OpenedCertificates certificates() {
    return certificates;
  }

  TopicKeeper topics() {
    return topics;
  }

  void reachedAt(Access nowAccess) {
    access = Optional.of(nowAccess);
  }

  /** No client certificate is signed any more, until it is reached again. */
  void stopIssuing() {
    access =
        access.map(
            a ->
                new Access(
                    a.endpoint(), a.authorities(), a.clientAuthEndpoint(), Optional.empty()));
  }

  /** Client certificates, where any are signed, are signed by {@code issuer} from now on. */
  void signedBy(ClientIssuer issuer) {
    access =
        access.map(
            a ->
                new Access(
                    a.endpoint(),
                    a.authorities(),
                    a.clientAuthEndpoint(),
                    a.issuer().map(former -> issuer)));
  }

  void authority(X509Certificate inUse) {
    authorityEnd = Optional.of(inUse.getNotAfter().toInstant());
  }

  void serverCertificate(X509Certificate inUse) {
    certificateEnd = Optional.of(inUse.getNotAfter().toInstant());
  }

  /** When the authority of its server certificates ends; any thread may ask. */
  Optional<Instant> authorityEnd() {
    return authorityEnd;
  }

  /** When its server certificate ends; any thread may ask. */
  Optional<Instant> certificateEnd() {
    return certificateEnd;
  }

  /** When the first client certificate ends that pods take now; any thread may ask. */
  Optional<Instant> clientCertificateEnd() {
    return clientCertificateEnd;
  }

  boolean hasPublished() {
    return view.isPresent();
  }

  /** Tells the ServiceIds how far things are. */
  void publish(TableBoard board, ProducerId id, TableKeeper.Kept kept, PodKnowledge pods) {
    KeyTable table = kept.table();
    clientCertificateEnd =
        table.entries().stream()
            .filter(entry -> entry.sealedIn().isPresent())
            .flatMap(entry -> entry.expiresAt().stream())
            .min(Comparator.naturalOrder());
    TableView current = view.orElseGet(() -> TableView.of(table, pods, access));
    TableView next = kept.wrote() ? current.stored(table) : current;
    view = Optional.of(next.with(kept.refused(), pods, access));
    board.publish(id, view.get());
  }
}
