package io.restproducer.operator.keytable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The client certificates of one ServiceId as the table sees them.
 *
 * @param wanted the name of each that may work, with the id of the API key that it depends on; what
 *     is not named here ends at once
 * @param held keys in the certificates that are there
 */
public record CertificateGrant(Map<String, Optional<String>> wanted, List<SealedCredential> held) {
  public static final CertificateGrant NONE = new CertificateGrant(Map.of(), List.of());

  public CertificateGrant {
    wanted = Map.copyOf(wanted);
    held = List.copyOf(held);
  }

  /** The same with no other keys than those with these ids. */
  CertificateGrant withOnly(Set<String> ids) {
    return new CertificateGrant(
        wanted, held.stream().filter(key -> ids.contains(key.id())).toList());
  }

  boolean wants(String certificate) {
    return wanted.containsKey(certificate);
  }

  boolean endsFormer(String certificate) {
    return held.stream().anyMatch(h -> h.certificate().equals(certificate) && h.endsFormer());
  }
}
