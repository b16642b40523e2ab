package io.restproducer.operator.keytable;

import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One ServiceId as the table sees it.
 *
 * @param quota of all its keys together; empty: none
 * @param live whether its keys may work: neither suspended, nor disabled, nor being deleted
 * @param createdAt when the ServiceId was made, as the API server spells it: the older one wins
 * @param credentials the keys in its Secrets
 * @param rules what it says of their life
 */
public record Grant(
    ServiceIdentity serviceId,
    Role role,
    List<TopicPattern> topics,
    Optional<Quota> quota,
    boolean live,
    String createdAt,
    List<Credential> credentials,
    KeyRules rules) {
  public Grant {
    topics = List.copyOf(topics);
    credentials = List.copyOf(credentials);
  }

  /** The same, but none of its keys may work. */
  Grant withoutLife() {
    return new Grant(serviceId, role, topics, quota, false, createdAt, credentials, rules);
  }

  /** The same with no other keys in its Secrets than those with these ids. */
  Grant withOnly(Set<String> ids) {
    List<Credential> kept = credentials.stream().filter(key -> ids.contains(key.id())).toList();
    return new Grant(serviceId, role, topics, quota, live, createdAt, kept, rules);
  }

  /** The keys in its Secrets that may work. */
  List<Credential> wanted() {
    return credentials.stream().filter(key -> !rules.revoked().contains(key.id())).toList();
  }
}
