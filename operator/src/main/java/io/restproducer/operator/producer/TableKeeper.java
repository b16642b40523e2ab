package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.operator.keytable.Compilation;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.keytable.TableRoom;
import io.restproducer.operator.keytable.WritePace;
import io.restproducer.operator.pki.TableSigner;
import io.restproducer.operator.reconcile.ForeignObject;
import io.restproducer.operator.reconcile.Reason;
import io.restproducer.operator.reconcile.Secrets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored key table of one RestProducer and the only one who writes it. Once it has been read,
 * what this process wrote last is the truth, and a Secret that says otherwise is put right. It must
 * be given every ServiceId. Not for use by several threads.
 */
final class TableKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(TableKeeper.class);

  private final WritePace pace = new WritePace();
  private Stored stored = Stored.nothing();
  private Optional<Secret> lastWritten = Optional.empty();

  private record Stored(Optional<KeyTable> table, byte[] bytes, Optional<Sha256> signer) {
    static Stored nothing() {
      return new Stored(Optional.empty(), new byte[0], Optional.empty());
    }

    static Stored of(KeyTable table, byte[] bytes, TableSigner signer) {
      return new Stored(Optional.of(table), bytes, Optional.of(signer.fingerprint()));
    }

    boolean isSignedBy(TableSigner wanted) {
      return signer.filter(wanted.fingerprint()::equals).isPresent();
    }

    long revision() {
      return table.map(KeyTable::revision).orElse(0L);
    }

    List<KeyEntry> entries() {
      return table.map(KeyTable::entries).orElse(List.of());
    }
  }

  /**
   * What is stored now.
   *
   * @param wrote whether it was written just now
   * @param again when to look again: a change is held back, or a key expires
   */
  record Kept(
      KeyTable table,
      byte[] signed,
      Map<String, Reason> refused,
      boolean wrote,
      Optional<Duration> again) {}

  /**
   * Brings the stored table up to date.
   *
   * @param seenRevision the highest revision that status or a pod tells of
   */
  Kept keep(
      Blueprint blueprint,
      TableSigner signer,
      OwnSecrets secrets,
      List<Grant> grants,
      long seenRevision,
      Instant now)
      throws ForeignObject {
    Optional<Secret> secret = secrets.find(blueprint.names().keyTable()).map(this::newest);
    if (stored.table().isEmpty() && secret.isPresent()) {
      stored = open(blueprint, signer, secret.get());
    }
    long next = Math.addExact(1, Math.max(stored.revision(), seenRevision));
    Compilation wanted =
        new TableRoom(
                TableRoom.OF_A_SECRET,
                entries -> signer.sign(new KeyTable(blueprint.id(), next, entries)).length)
            .compile(stored.entries(), grants, next, now);
    boolean right =
        stored.isSignedBy(signer)
            && holds(secret)
            && seenRevision <= stored.revision()
            && wanted.entries().equals(stored.entries());
    if (right) {
      return kept(wanted, false, wanted.nextExpiry().map(end -> Duration.between(now, end)));
    }
    Duration wait = pace.untilNext(now);
    if (stored.table().isPresent() && secret.isPresent() && !wait.isZero()) {
      return kept(wanted, false, Optional.of(wait));
    }
    KeyTable table = new KeyTable(blueprint.id(), next, wanted.entries());
    write(blueprint, secrets, secret, Stored.of(table, signer.sign(table), signer));
    pace.wrote(now);
    return kept(wanted, true, wanted.nextExpiry().map(end -> Duration.between(now, end)));
  }

  private Kept kept(Compilation wanted, boolean wrote, Optional<Duration> again) {
    return new Kept(stored.table().orElseThrow(), stored.bytes(), wanted.refused(), wrote, again);
  }

  private boolean holds(Optional<Secret> secret) {
    return secret
        .flatMap(present -> Secrets.bytes(present, MountedFiles.KEY_TABLE))
        .filter(bytes -> Arrays.equals(bytes, stored.bytes()))
        .isPresent();
  }

  /** The cache may still hold what was there before this process wrote. */
  private Secret newest(Secret found) {
    return lastWritten
        .filter(written -> sameObject(written, found) && version(written) > version(found))
        .orElse(found);
  }

  private static boolean sameObject(Secret one, Secret other) {
    return one.getMetadata().getUid().equals(other.getMetadata().getUid());
  }

  private static long version(Secret secret) {
    return Long.parseLong(secret.getMetadata().getResourceVersion());
  }

  private static Stored open(Blueprint blueprint, TableSigner signer, Secret secret) {
    byte[] bytes = Secrets.bytes(secret, MountedFiles.KEY_TABLE).orElse(new byte[0]);
    try {
      KeyTable table = SignedKeyTable.open(bytes, signer.publicKey(), blueprint.id());
      return Stored.of(table, bytes, signer);
    } catch (InvalidKeyTable e) {
      LOG.atWarn()
          .addKeyValue("producer", blueprint.id())
          .addKeyValue("problem", e.getMessage())
          .log("stored key table cannot be used; it is compiled anew from the Secrets of its keys");
      return Stored.nothing();
    }
  }

  private void write(
      Blueprint blueprint, OwnSecrets secrets, Optional<Secret> present, Stored wanted)
      throws ForeignObject {
    Map<String, String> data = Secrets.encode(Map.of(MountedFiles.KEY_TABLE, wanted.bytes()));
    Secret written =
        present.isPresent()
            ? secrets.update(new SecretBuilder(present.get()).withData(data).build())
            : secrets.createOrRead(secret(blueprint, data));
    if (!data.equals(written.getData())) {
      throw new IllegalStateException("the key table appeared while it was being made");
    }
    lastWritten = Optional.of(written);
    stored = wanted;
    LOG.atInfo()
        .addKeyValue("producer", blueprint.id())
        .addKeyValue("revision", wanted.revision())
        .addKeyValue("entries", wanted.entries().size())
        .log("key table written");
  }

  private static Secret secret(Blueprint blueprint, Map<String, String> data) {
    return new SecretBuilder()
        .withMetadata(new Retention(blueprint.producer()).metadata(blueprint.names().keyTable()))
        .withType("Opaque")
        .withData(data)
        .build();
  }
}
