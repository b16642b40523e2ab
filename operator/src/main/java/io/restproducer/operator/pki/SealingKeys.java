package io.restproducer.operator.pki;

import io.restproducer.contract.SealingKey;
import io.restproducer.contract.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that seal and open the API keys in client certificates of one RestProducer: one seals,
 * all open. Their bytes leave only by {@link #content()}, for the Secret that holds them.
 */
public final class SealingKeys {
  private static final String CURRENT = "current";
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{16})\\.key");
  private static final byte[] FINGERPRINT =
      "restproducer-sealing-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final SortedMap<String, SealingKey> byId;
  private final SealingKey current;

  private SealingKeys(SortedMap<String, SealingKey> byId, SealingKey current) {
    this.byId = byId;
    this.current = current;
  }

  /** One new key of {@code producer}, which seals. */
  public static SealingKeys mint(String producer, SecureRandom random) {
    SealingKey key = key(SealingKeyIds.of(producer).get(0), random);
    return new SealingKeys(new TreeMap<>(Map.of(key.id(), key)), key);
  }

  private static SealingKey key(String id, SecureRandom random) {
    return SealingKey.of(id, SealingKey.mint(random).reveal());
  }

  /**
   * Reads back what {@link #content()} wrote; what has another name is not looked at.
   *
   * @throws InvalidSealingKeys if a key has another size, the one that seals is not there, or it is
   *     none of {@code producer}
   */
  public static SealingKeys parse(String producer, Map<String, byte[]> content)
      throws InvalidSealingKeys {
    SortedMap<String, SealingKey> byId = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Matcher name = FILE.matcher(file.getKey());
      if (name.matches()) {
        byId.put(name.group(1), key(name.group(1), file.getValue()));
      }
    }
    byte[] pointer = content.get(CURRENT);
    if (pointer == null) {
      throw new InvalidSealingKeys("it has no key " + CURRENT + ", which names the one that seals");
    }
    SealingKey current = byId.get(new String(pointer, StandardCharsets.US_ASCII));
    if (current == null) {
      throw new InvalidSealingKeys(
          "the one that seals, as %s says, is none of the %d keys that are there"
              .formatted(CURRENT, byId.size()));
    }
    if (!SealingKeyIds.of(producer).containsAll(byId.keySet())) {
      throw new InvalidSealingKeys("its keys are not named as those of " + producer + " are");
    }
    return new SealingKeys(byId, current);
  }

  private static SealingKey key(String id, byte[] bytes) throws InvalidSealingKeys {
    try {
      return SealingKey.of(id, bytes);
    } catch (IllegalArgumentException e) {
      throw new InvalidSealingKeys(id + ".key: " + e.getMessage());
    }
  }

  /** The one that seals. */
  public SealingKey current() {
    return current;
  }

  /** All that open, the one that seals among them. */
  public List<SealingKey> opening() {
    return List.copyOf(byId.values());
  }

  /** Each key under {@code <id>.key}, and under {@code current} the id of the one that seals. */
  public Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    byId.forEach((id, key) -> content.put(id + ".key", key.reveal()));
    content.put(CURRENT, current.id().getBytes(StandardCharsets.US_ASCII));
    return content;
  }

  /**
   * A digest of the one that seals. Of 256 random bits a digest tells nothing; it is no other use's
   * digest of the same bytes.
   */
  public Sha256 fingerprint() {
    byte[] id = current.id().getBytes(StandardCharsets.US_ASCII);
    byte[] key = current.reveal();
    return Sha256.of(
        ByteBuffer.allocate(FINGERPRINT.length + id.length + key.length)
            .put(FINGERPRINT)
            .put(id)
            .put(key)
            .array());
  }

  @Override
  public String toString() {
    return "sealing keys " + byId.keySet() + ", " + current.id() + " seals <redacted>";
  }
}
