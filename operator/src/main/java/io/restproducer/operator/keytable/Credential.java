package io.restproducer.operator.keytable;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.Sha256;

/** What the table has to know of a key whose text lies in a Secret of its ServiceId. */
public record Credential(String id, Sha256 sha256) {
  static Credential of(ApiKey key) {
    return new Credential(key.id(), key.sha256());
  }
}
