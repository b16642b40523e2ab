package io.restproducer.operator.keytable;

import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import java.util.List;
import java.util.Optional;

/**
 * One ServiceId as the table sees it.
 *
 * @param quota of all its keys together; empty: none
 * @param live whether its keys may work: neither suspended, nor disabled, nor being deleted
 * @param createdAt when the ServiceId was made, as the API server spells it: the older one wins
 * @param credentials the keys in its Secrets
 */
public record Grant(
    ServiceIdentity serviceId,
    Role role,
    List<TopicPattern> topics,
    Optional<Quota> quota,
    boolean live,
    String createdAt,
    List<Credential> credentials) {
  public Grant {
    topics = List.copyOf(topics);
    credentials = List.copyOf(credentials);
  }

  /** The same, but none of its keys may work. */
  Grant withoutLife() {
    return new Grant(serviceId, role, topics, quota, false, createdAt, credentials);
  }
}
