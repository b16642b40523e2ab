package io.restproducer.operator.pki;

import io.restproducer.contract.SealingKey;
import io.restproducer.contract.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The keys that seal and open the API keys in client certificates of one RestProducer: one seals,
 * all open. Their bytes leave only by {@link #content()}, for the Secret that holds them.
 */
public final class SealingKeys implements KeyRing<SealingKeys> {
  private static final String CURRENT = "current";
  private static final String NEXT = "next";
  private static final Pattern FILE = Pattern.compile("([0-9a-f]{16})\\.key");
  private static final byte[] FINGERPRINT =
      "restproducer-sealing-key-v1\0".getBytes(StandardCharsets.US_ASCII);

  private final SortedMap<String, SealingKey> byId;
  private final SealingKey current;
  private final Optional<SealingKey> next;

  private SealingKeys(
      SortedMap<String, SealingKey> byId, SealingKey current, Optional<SealingKey> next) {
    this.byId = byId;
    this.current = current;
    this.next = next;
  }

  /**
   * One new key of {@code producer}, which seals. Its id is any of those that there may be: pods
   * tell which keys they have by id, and the one that was there before must not be taken for it.
   */
  public static SealingKeys mint(String producer, SecureRandom random) {
    List<String> ids = SealingKeyIds.of(producer);
    SealingKey key = key(ids.get(random.nextInt(ids.size())), random);
    return new SealingKeys(new TreeMap<>(Map.of(key.id(), key)), key, Optional.empty());
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
    if (!content.containsKey(CURRENT)) {
      throw new InvalidSealingKeys("it has no key " + CURRENT + ", which names the one that seals");
    }
    SealingKey current = byId.get(text(content, CURRENT));
    if (current == null) {
      throw new InvalidSealingKeys(
          "the one that seals, as %s says, is none of the %d keys that are there"
              .formatted(CURRENT, byId.size()));
    }
    if (!SealingKeyIds.of(producer).containsAll(byId.keySet())) {
      throw new InvalidSealingKeys("its keys are not named as those of " + producer + " are");
    }
    Optional<SealingKey> next =
        Optional.ofNullable(byId.get(text(content, NEXT))).filter(key -> key != current);
    return new SealingKeys(byId, current, next);
  }

  private static String text(Map<String, byte[]> content, String key) {
    return new String(content.getOrDefault(key, new byte[0]), StandardCharsets.US_ASCII);
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

  /** The id of the successor; empty: there is none. */
  public Optional<String> nextId() {
    return next.map(SealingKey::id);
  }

  /** The same with a new successor; empty while every id of {@code producer} is taken. */
  public Optional<SealingKeys> withNext(String producer, SecureRandom random) {
    List<String> ids = SealingKeyIds.of(producer);
    int start = ids.indexOf(current.id());
    return IntStream.range(1, ids.size())
        .mapToObj(i -> ids.get((start + i) % ids.size()))
        .filter(id -> !byId.containsKey(id))
        .findFirst()
        .map(id -> with(key(id, random)));
  }

  private SealingKeys with(SealingKey successor) {
    SortedMap<String, SealingKey> more = new TreeMap<>(byId);
    more.put(successor.id(), successor);
    return new SealingKeys(more, current, Optional.of(successor));
  }

  @Override
  public Optional<Sha256> next() {
    return next.map(SealingKeys::digest);
  }

  @Override
  public List<Sha256> former() {
    return formerKeys().map(SealingKeys::digest).toList();
  }

  private Stream<SealingKey> formerKeys() {
    return byId.values().stream()
        .filter(key -> key != current)
        .filter(key -> next.filter(successor -> successor == key).isEmpty());
  }

  @Override
  public SealingKeys promoted() {
    return new SealingKeys(byId, next.orElseThrow(), Optional.empty());
  }

  @Override
  public SealingKeys retaining(Collection<Sha256> kept) {
    SortedMap<String, SealingKey> fewer = new TreeMap<>(byId);
    formerKeys().filter(key -> !kept.contains(digest(key))).forEach(key -> fewer.remove(key.id()));
    return new SealingKeys(fewer, current, next);
  }

  /**
   * Each key under {@code <id>.key}, and under {@code current} and {@code next} the ids of the one
   * that seals and of its successor.
   */
  @Override
  public Map<String, byte[]> content() {
    Map<String, byte[]> content = new TreeMap<>();
    byId.forEach((id, key) -> content.put(id + ".key", key.reveal()));
    content.put(CURRENT, current.id().getBytes(StandardCharsets.US_ASCII));
    next.ifPresent(key -> content.put(NEXT, key.id().getBytes(StandardCharsets.US_ASCII)));
    return content;
  }

  /**
   * A digest of the one that seals. Of 256 random bits a digest tells nothing; it is no other use's
   * digest of the same bytes.
   */
  @Override
  public Sha256 fingerprint() {
    return digest(current);
  }

  private static Sha256 digest(SealingKey sealing) {
    byte[] id = sealing.id().getBytes(StandardCharsets.US_ASCII);
    byte[] key = sealing.reveal();
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
