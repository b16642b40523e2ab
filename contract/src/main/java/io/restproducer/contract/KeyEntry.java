package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One API key as the runtime knows it: by id and digest, never by its text.
 *
 * @param id 12 base62 characters, {@link ApiKey#id()}
 * @param sha256 digest of the whole key
 * @param serviceId whose key it is
 * @param role what its ServiceId may do
 * @param topics what its ServiceId was granted
 * @param expiresAt from this moment on the key is refused; empty: never
 * @param firstRevision revision of the table that first carried this key; whoever has loaded that
 *     revision or a later one knows the key
 * @param quota of its ServiceId, the same in each entry of that ServiceId; empty: none
 * @param sealedIn the client certificate that this key is sealed in: it works there and nowhere
 *     else, never as a bearer key; empty: a bearer key
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeyEntry(
    String id,
    Sha256 sha256,
    ServiceIdentity serviceId,
    Role role,
    List<TopicPattern> topics,
    Optional<Instant> expiresAt,
    long firstRevision,
    Optional<Quota> quota,
    Optional<SealedIn> sealedIn) {
  public KeyEntry {
    topics = topics == null ? List.of() : List.copyOf(topics);
    expiresAt = expiresAt == null ? Optional.empty() : expiresAt;
    quota = quota == null ? Optional.empty() : quota;
    sealedIn = sealedIn == null ? Optional.empty() : sealedIn;
  }

  /**
   * A client certificate as its key is tied to it.
   *
   * @param certificate its name in the ServiceId
   * @param publicKey {@link SealedKey#pin}: the key opens nothing beside any other public key
   * @param waiting whether nobody was given the certificate yet: it is published once every pod
   *     knows its key. Told for the operator alone; absent in JSON: false
   */
  public record SealedIn(
      String certificate,
      Sha256 publicKey,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean waiting) {
    /** Of a certificate that was published. */
    public SealedIn(String certificate, Sha256 publicKey) {
      this(certificate, publicKey, false);
    }
  }

  /** The same of a certificate that was published; of a bearer key nothing changes. */
  public KeyEntry published() {
    return sealedIn.filter(SealedIn::waiting).isEmpty()
        ? this
        : new KeyEntry(
            id,
            sha256,
            serviceId,
            role,
            topics,
            expiresAt,
            firstRevision,
            quota,
            sealedIn.map(in -> new SealedIn(in.certificate(), in.publicKey())));
  }

  /** A bearer key. */
  public KeyEntry(
      String id,
      Sha256 sha256,
      ServiceIdentity serviceId,
      Role role,
      List<TopicPattern> topics,
      Optional<Instant> expiresAt,
      long firstRevision,
      Optional<Quota> quota) {
    this(id, sha256, serviceId, role, topics, expiresAt, firstRevision, quota, Optional.empty());
  }

  /** A bearer key whose ServiceId has no quota. */
  public KeyEntry(
      String id,
      Sha256 sha256,
      ServiceIdentity serviceId,
      Role role,
      List<TopicPattern> topics,
      Optional<Instant> expiresAt,
      long firstRevision) {
    this(id, sha256, serviceId, role, topics, expiresAt, firstRevision, Optional.empty());
  }
}
