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
 * @param live whether any of its keys may work: neither suspended nor being deleted
 * @param bearer whether its bearer keys may work
 * @param createdAt when the ServiceId was made, as the API server spells it: the older one wins
 * @param credentials the bearer keys in its Secrets
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
      List<Credential> credentials) {
    this(serviceId, role, topics, quota, live, true, createdAt, credentials, CertificateGrant.NONE);
  }

  boolean holdsKeys() {
    return !credentials.isEmpty() || !certificates.held().isEmpty();
  }

  /** The same, but none of its keys may work. */
  Grant withoutLife() {
    return new Grant(
        serviceId, role, topics, quota, false, bearer, createdAt, credentials, certificates);
  }
}
