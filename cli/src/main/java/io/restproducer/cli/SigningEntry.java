package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Changes;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.CertificateRequest;
import io.restproducer.cli.credentials.IssuedCertificate;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Finding;
import java.util.Optional;

/** The entry of a ServiceId's client certificates that belongs to one request. */
final class SigningEntry {
  private static final String LIST = "clientCertificates";

  private final Session session;
  private final Resource owner;
  private final CertificateRequest request;
  private final String keyId;
  private final String name;

  SigningEntry(Session session, Resource owner, CertificateRequest request, String keyId) {
    this.session = session;
    this.owner = owner;
    this.request = request;
    this.keyId = keyId;
    this.name = request.entryName();
  }

  String name() {
    return name;
  }

  /** The certificate for the request; with {@code --dry-run} the patch is printed instead. */
  Optional<IssuedCertificate> issue() {
    Optional<JsonNode> before = entry(owner);
    if (before.filter(this::isAsWanted).isPresent() && !session.options().dryRun()) {
      return Optional.of(await(owner));
    }
    Optional<Resource> changed =
        session.change(Kind.SERVICE_ID, owner.namespace(), owner.name(), wanted());
    if (changed.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(await(changed.get()));
    } catch (Refused e) {
      if (before.isEmpty()) {
        new Changes(session.cluster(), session.host().err())
            .takeBack(Kind.SERVICE_ID, owner.namespace(), owner.name(), LIST, name);
      }
      throw new Failure(e.getMessage(), e);
    }
  }

  private IssuedCertificate await(Resource changed) {
    return session
        .waiting()
        .until(
            "the certificate",
            "it is asked for (%s of ServiceId %s): the same command fetches it"
                .formatted(name, owner.id()),
            () -> look(session.again(Kind.SERVICE_ID, changed)));
  }

  private Finding<IssuedCertificate> look(Resource now) {
    Optional<Resource.Condition> trouble =
        now.current("CertificatesReady").filter(c -> c.isFalse() && c.message().contains(name));
    if (trouble.isPresent() && now.current("Stalled").isPresent()) {
      throw new Refused(
          "the request was refused: " + trouble.get().words().replace(name + ": ", ""));
    }
    Standing.problem(now)
        .ifPresent(
            said -> {
              throw new Failure(
                  "ServiceId %s: %s; the certificate is issued once that is put right"
                      .formatted(now.id(), said));
            });
    Optional<String> secret =
        now.entry("/status/" + LIST, "name", name).map(entry -> entry.path("secretName").asText());
    if (!now.isObserved() || trouble.isPresent() || secret.isEmpty()) {
      return Finding.notYet(Standing.missing(now, "CertificatesReady"));
    }
    return session
        .cluster()
        .secret(now.namespace(), secret.get())
        .flatMap(data -> IssuedCertificate.of(data, request))
        .map(Finding::there)
        .orElseGet(() -> Finding.notYet("its Secret does not hold it yet"));
  }

  private Optional<JsonNode> entry(Resource resource) {
    return resource.entry("/spec/" + LIST, "name", name);
  }

  private boolean isAsWanted(JsonNode entry) {
    return keyId.equals(entry.path("apiKeyId").asText())
        && request.isSameAs(entry.path("csr").asText());
  }

  private ObjectNode wanted() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.putArray(LIST)
        .addObject()
        .put("name", name)
        .put("csr", request.inSpec())
        .put("apiKeyId", keyId);
    return spec;
  }

  /** The operator has said why it does not sign. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }
}
