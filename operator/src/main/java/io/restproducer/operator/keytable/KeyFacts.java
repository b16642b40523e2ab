package io.restproducer.operator.keytable;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.ApiKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is to be remembered of a key, in annotations of the Secret that holds it: they are written
 * together with the key, so that one never speaks of another.
 *
 * @param id of the key
 * @param createdAt when it was minted
 * @param publishedAt when callers first found it in their Secret; empty: not yet
 * @param generation {@code apiKey.generation} that it was minted for
 */
public record KeyFacts(
    String id, Instant createdAt, Optional<Instant> publishedAt, int generation) {
  private static final String ID = "restproducer.io/key-id";
  private static final String CREATED_AT = "restproducer.io/key-created-at";
  private static final String PUBLISHED_AT = "restproducer.io/key-published-at";
  private static final String GENERATION = "restproducer.io/key-generation";

  /** What {@code secret} tells of its key; empty: nothing, or of another key. */
  public static Optional<KeyFacts> of(Secret secret) {
    Map<String, String> noted = secret.getMetadata().getAnnotations();
    String id = KeySecrets.key(secret).map(ApiKey::id).orElse("");
    if (noted == null || !id.equals(noted.get(ID))) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new KeyFacts(
              id,
              Instant.parse(noted.getOrDefault(CREATED_AT, "")),
              Optional.ofNullable(noted.get(PUBLISHED_AT)).map(Instant::parse),
              Integer.parseInt(noted.getOrDefault(GENERATION, ""))));
    } catch (DateTimeException | NumberFormatException e) {
      // Somebody has edited them; they are noted anew.
      return Optional.empty();
    }
  }

  /** The same key from its publication on. */
  public KeyFacts published(Instant at) {
    return new KeyFacts(id, createdAt, Optional.of(at), generation);
  }

  /** The same key as if it had been minted for {@code other}. */
  public KeyFacts countedFor(int other) {
    return new KeyFacts(id, createdAt, publishedAt, other);
  }

  /** As they stand in a Secret. */
  public Map<String, String> annotations() {
    Map<String, String> noted = new TreeMap<>();
    noted.put(ID, id);
    noted.put(CREATED_AT, createdAt.toString());
    publishedAt.ifPresent(at -> noted.put(PUBLISHED_AT, at.toString()));
    noted.put(GENERATION, Integer.toString(generation));
    return noted;
  }
}
