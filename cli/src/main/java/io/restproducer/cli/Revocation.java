package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.IssuedKey;
import io.restproducer.cli.host.Finding;
import io.restproducer.crds.ServiceIdStatus;
import java.util.Optional;

/** Puts the id of a key on a ServiceId's list of revoked ones and waits until every pod obeys. */
final class Revocation {
  private final Session session;
  private final Resource serviceId;

  Revocation(Session session, Resource serviceId) {
    this.session = session;
    this.serviceId = serviceId;
  }

  /** Whether the ServiceId has, or has revoked, such a key. */
  boolean knows(String keyId) {
    boolean listed = false;
    for (var id : serviceId.json().at("/spec/apiKey/revokedIds")) {
      listed |= keyId.equals(id.asText());
    }
    return listed || IssuedKey.listed(serviceId).stream().anyMatch(key -> keyId.equals(key.id));
  }

  /** Whether it was done, and not only tried. */
  boolean of(String keyId) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.putObject("apiKey").putArray("revokedIds").add(keyId);
    Optional<Resource> changed =
        session.change(Kind.SERVICE_ID, serviceId.namespace(), serviceId.name(), spec);
    changed.ifPresent(
        resource ->
            session
                .waiting()
                .until(
                    "the end of API key " + keyId,
                    "it is on the list of revoked keys, and the pods follow",
                    () -> look(session.again(Kind.SERVICE_ID, resource), keyId)));
    return changed.isPresent();
  }

  private static Finding<Boolean> look(Resource now, String keyId) {
    boolean works =
        IssuedKey.listed(now).stream()
            .anyMatch(
                key -> keyId.equals(key.id) && key.state != ServiceIdStatus.ApiKey.State.REVOKED);
    boolean obeyed =
        now.isObserved()
            && !works
            && now.current("KeysPropagated").filter(Resource.Condition::isTrue).isPresent();
    return obeyed ? Finding.there(true) : Finding.notYet(Standing.missing(now, "KeysPropagated"));
  }
}
