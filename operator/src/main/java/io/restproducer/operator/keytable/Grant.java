package io.restproducer.operator.keytable;

import io.restproducer.contract.Quota;
import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One ServiceId as the table sees it.
 *
 * @param quota of all its keys together; empty: none
 * @param live whether any of its keys may work: neither suspended nor being deleted
 * @param bearer whether its bearer keys may work
 * @param createdAt when the ServiceId was made, as the API server spells it: the older one wins
 * @param credentials the bearer keys in its Secrets
 * @param rules what it says of the life of its keys
 */
public record Grant(
    ServiceIdentity serviceId,
    Role role,
    List<TopicPattern> topics,
    Optional<Quota> quota,
    boolean live,
    boolean bearer,
    String createdAt,
    List<Credential> credentials,
    KeyRules rules,
    CertificateGrant certificates) {
  public Grant {
    topics = List.copyOf(topics);
    credentials = List.copyOf(credentials);
  }

  /** Without client certificates. */
  public Grant(
      ServiceIdentity serviceId,
      Role role,
      List<TopicPattern> topics,
      Optional<Quota> quota,
      boolean live,
      String createdAt,
      List<Credential> credentials,
      KeyRules rules) {
    this(
        serviceId,
        role,
        topics,
        quota,
        live,
        true,
        createdAt,
        credentials,
        rules,
        CertificateGrant.NONE);
  }

  boolean holdsKeys() {
    return !credentials.isEmpty() || !certificates.held().isEmpty();
  }

  /** The same, but none of its keys may work. */
  Grant withoutLife() {
    return new Grant(
        serviceId, role, topics, quota, false, bearer, createdAt, credentials, rules, certificates);
  }

  /** The same with no other keys in its Secrets than those with these ids. */
  Grant withOnly(Set<String> ids) {
    List<Credential> kept = credentials.stream().filter(key -> ids.contains(key.id())).toList();
    return new Grant(
        serviceId,
        role,
        topics,
        quota,
        live,
        bearer,
        createdAt,
        kept,
        rules,
        certificates.withOnly(ids));
  }

  /** The bearer keys in its Secrets that may work. */
  List<Credential> wanted() {
    return credentials.stream().filter(key -> !rules.revoked().contains(key.id())).toList();
  }

  /** The ids of all the keys that it holds and that may work. */
  Set<String> wantedIds() {
    return Stream.concat(
            bearer ? wanted().stream().map(Credential::id) : Stream.empty(),
            certificates.held().stream().map(SealedCredential::id))
        .filter(id -> !rules.revoked().contains(id))
        .collect(Collectors.toSet());
  }
}
