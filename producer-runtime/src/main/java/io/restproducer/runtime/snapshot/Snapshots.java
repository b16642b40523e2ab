package io.restproducer.runtime.snapshot;

import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.runtime.authn.KeyRing;
import io.restproducer.runtime.authn.SealingKeys;
import io.restproducer.runtime.connect.ConnectPage;
import io.restproducer.runtime.tls.ClientsTrust;
import io.restproducer.runtime.tls.ServerCertificate;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the snapshot in force and swaps it whole. What is bad or older never gets in: the last good
 * one stays.
 */
public final class Snapshots {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

  private final ProducerId producer;
  private final PublicKey signer;
  private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot current = Snapshot.EMPTY;

  /**
   * Starts empty.
   *
   * @param signer public key of the operator that signs tables for {@code producer}
   */
  public Snapshots(ProducerId producer, PublicKey signer) {
    this.producer = producer;
    this.signer = signer;
  }

  public Snapshot current() {
    return current;
  }

  /** Calls {@code listener} with each new snapshot, in order, on the thread that brought it. */
  public void onChange(Consumer<Snapshot> listener) {
    listeners.add(listener);
  }

  /**
   * Puts a signed key table in force.
   *
   * @throws InvalidKeyTable if it is not one for this RestProducer
   * @throws OlderKeyTable if a newer one is in force
   */
  public void offer(byte[] signedTable) throws InvalidKeyTable, OlderKeyTable {
    KeyTable table = SignedKeyTable.open(signedTable, signer, producer);
    KeyRing ring = KeyRing.of(table);
    synchronized (this) {
      long inForce = current.keyTableRevision();
      if (ring.revision() < inForce) {
        throw new OlderKeyTable(ring.revision(), inForce);
      }
      swap(current.with(ring));
      if (ring.revision() > inForce) {
        log.atInfo()
            .addKeyValue("revision", ring.revision())
            .addKeyValue("keys", table.entries().size())
            .log("key table in force");
      }
    }
  }

  /** Puts another server certificate in force. */
  public synchronized void offer(ServerCertificate certificate) {
    swap(current.with(certificate));
    log.atInfo()
        .addKeyValue("serial", certificate.leaf().getSerialNumber().toString(16))
        .addKeyValue("notAfter", certificate.leaf().getNotAfter().toInstant())
        .log("server certificate in force");
  }

  /** Has Kafka reached in another way, unless nothing differs. */
  public synchronized void offer(KafkaAccess access) {
    if (current.kafka().filter(access::equals).isEmpty()) {
      swap(current.with(access));
    }
  }

  /** Accepts client certificates of other authorities, unless they are the same. */
  public synchronized void offer(ClientsTrust trust) {
    if (current.clients().filter(trust::equals).isEmpty()) {
      swap(current.with(trust));
      log.atInfo().addKeyValue("sha256", trust.digests()).log("clients' authorities in force");
    }
  }

  /** Opens what is sealed in client certificates with other keys. */
  public synchronized void offer(SealingKeys sealing) {
    boolean others = current.sealing().filter(now -> now.ids().equals(sealing.ids())).isEmpty();
    swap(current.with(sealing));
    if (others) {
      log.atInfo().addKeyValue("ids", sealing.ids()).log("sealing keys in force");
    }
  }

  /** Shows another connect page, or none. */
  public synchronized void offer(Optional<ConnectPage> page) {
    if (page.isPresent() || current.connectPage().isPresent()) {
      swap(current.with(page));
      log.info(page.isPresent() ? "connect page in force" : "there is no connect page any more");
    }
  }

  private void swap(Snapshot next) {
    current = next;
    listeners.forEach(listener -> listener.accept(next));
  }
}
