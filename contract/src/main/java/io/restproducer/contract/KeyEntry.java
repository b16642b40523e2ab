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
    Optional<Quota> quota) {
  public KeyEntry {
    topics = topics == null ? List.of() : List.copyOf(topics);
    expiresAt = expiresAt == null ? Optional.empty() : expiresAt;
    quota = quota == null ? Optional.empty() : quota;
  }

  /** One whose ServiceId has no quota. */
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
