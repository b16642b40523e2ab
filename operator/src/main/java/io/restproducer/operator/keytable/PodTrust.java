package io.restproducer.operator.keytable;

import io.restproducer.contract.Sha256;
import io.restproducer.operator.pki.ClientCertificate;
import io.restproducer.operator.pki.ClientIssuer;
import java.util.Set;

/**
 * Which client certificates a pod takes, as it says itself.
 *
 * @param authorities digests of those whose signature it trusts
 * @param sealingKeys ids of those that it opens with
 */
public record PodTrust(Set<Sha256> authorities, Set<String> sealingKeys) {
  public PodTrust {
    authorities = Set.copyOf(authorities);
    sealingKeys = Set.copyOf(sealingKeys);
  }

  boolean takes(ClientIssuer issuer) {
    return authorities.contains(ClientCertificate.of(issuer.authority()).fingerprint())
        && sealingKeys.contains(issuer.sealingKeyId());
  }
}
