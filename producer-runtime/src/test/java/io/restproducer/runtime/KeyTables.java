package io.restproducer.runtime;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.contract.TopicPattern;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** An operator's side of the key table: mints, lists, signs. */
public final class KeyTables {
  public static final ProducerId PRODUCER = new ProducerId("event-gateway", "gateway");

  private final KeyPair signer = ed25519();

  public static ApiKey mint() {
    return ApiKey.mint(new SecureRandom());
  }

  public static KeyEntry entry(ApiKey key, Role role, String... topics) {
    return entry(key, role, Optional.empty(), topics);
  }

  public static KeyEntry entry(ApiKey key, Role role, Optional<Instant> end, String... topics) {
    return new KeyEntry(
        key.id(),
        key.sha256(),
        new ServiceIdentity("apps", "checkout", "uid-" + key.id()),
        role,
        Arrays.stream(topics).map(TopicPattern::new).toList(),
        end,
        1);
  }

  /** The same key, of a ServiceId with a quota. */
  public static KeyEntry limited(KeyEntry entry, Quota quota) {
    return with(entry, entry.serviceId(), Optional.of(quota));
  }

  /** The same key, of another ServiceId. */
  public static KeyEntry ofServiceId(ServiceIdentity serviceId, KeyEntry entry) {
    return with(entry, serviceId, entry.quota());
  }

  /** The same key, sealed in a certificate. */
  public static KeyEntry sealed(KeyEntry entry, SealedIn certificate) {
    return new KeyEntry(
        entry.id(),
        entry.sha256(),
        entry.serviceId(),
        entry.role(),
        entry.topics(),
        entry.expiresAt(),
        entry.firstRevision(),
        entry.quota(),
        Optional.of(certificate));
  }

  private static KeyEntry with(KeyEntry entry, ServiceIdentity serviceId, Optional<Quota> quota) {
    return new KeyEntry(
        entry.id(),
        entry.sha256(),
        serviceId,
        entry.role(),
        entry.topics(),
        entry.expiresAt(),
        entry.firstRevision(),
        quota,
        entry.sealedIn());
  }

  public byte[] signed(long revision, KeyEntry... entries) {
    return SignedKeyTable.sign(
        new KeyTable(PRODUCER, revision, Arrays.asList(entries)), signer.getPrivate());
  }

  /** Whatever {@code json} is, signed as a table is; {@link SignedKeyTable} says how. */
  public byte[] signedJson(byte[] json) {
    try {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(json);
      }
      byte[] head = {'R', 'P', 'K', 'T', 1};
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(signer.getPrivate());
      signature.update(head);
      signature.update(packed.toByteArray());
      ByteArrayOutputStream table = new ByteArrayOutputStream();
      table.write(head);
      table.write(signature.sign());
      table.write(packed.toByteArray());
      return table.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the configuration spells it. */
  public String publicKey() {
    return Base64.getEncoder().encodeToString(signer.getPublic().getEncoded());
  }

  public PublicKey verifier() {
    return signer.getPublic();
  }

  private static KeyPair ed25519() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
