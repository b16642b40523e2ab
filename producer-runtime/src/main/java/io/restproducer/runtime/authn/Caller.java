package io.restproducer.runtime.authn;

import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import java.util.List;

/**
 * Who sent a request, once that is proven.
 *
 * @param keyId public part of the key that proved it
 */
public record Caller(
    ServiceIdentity serviceId, String keyId, Role role, List<TopicPattern> topics) {
  public Caller {
    topics = List.copyOf(topics);
  }
}
