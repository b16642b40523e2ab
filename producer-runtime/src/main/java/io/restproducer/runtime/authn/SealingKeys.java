package io.restproducer.runtime.authn;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys with which this RestProducer opens what is sealed in its client certificates. */
public final class SealingKeys {
  private static final String SUFFIX = ".key";

  private final List<SealingKey> keys;

  private SealingKeys(List<SealingKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads all of them.
   *
   * @param files content by name, {@code <id>.key}
   * @throws InvalidSealingKey if one is no sealing key: then none is taken
   */
  public static SealingKeys of(Map<String, byte[]> files) throws InvalidSealingKey {
    List<SealingKey> keys = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
      keys.add(key(file.getKey(), file.getValue()));
    }
    return new SealingKeys(List.copyOf(keys));
  }

  /** Their names, sorted. */
  public List<String> ids() {
    return keys.stream().map(SealingKey::id).sorted().toList();
  }

  Optional<ApiKey> open(X509Certificate certificate, Collection<String> extensions) {
    return SealedKey.open(certificate, extensions, keys);
  }

  private static SealingKey key(String name, byte[] content) throws InvalidSealingKey {
    if (!name.endsWith(SUFFIX)) {
      throw new InvalidSealingKey("a file of sealing keys must be called <id>.key");
    }
    try {
      return SealingKey.of(name.substring(0, name.length() - SUFFIX.length()), content);
    } catch (IllegalArgumentException e) {
      throw new InvalidSealingKey(e.getMessage());
    }
  }

  @Override
  public String toString() {
    return "sealing keys " + ids();
  }
}
