package io.restproducer.dev.kubernetes.rights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a resource, as a line of the audit log has it.
 *
 * @param user {@code system:serviceaccount:<namespace>:<name>}
 * @param namespace of the object; empty: of none, or of all
 * @param code of the answer; 0 while there is none
 * @param namespaceEnds whether it was turned away because its namespace is being deleted
 */
public record AuditedRequest(
    String user, String namespace, Right right, int code, boolean namespaceEnds) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CREATED = 201;
  private static final int FORBIDDEN = 403;

  /**
   * Reads one line; empty for what is no resource, such as the server's version.
   *
   * @throws IllegalArgumentException if it is no line of an audit log
   */
  public static Optional<AuditedRequest> of(String line) {
    try {
      JsonNode event = JSON.readTree(line);
      JsonNode object = event.path("objectRef");
      if (object.path("resource").isMissingNode()) {
        return Optional.empty();
      }
      String subresource = object.path("subresource").asText();
      Right right =
          new Right(
              object.path("apiGroup").asText(),
              object.path("resource").asText() + (subresource.isEmpty() ? "" : "/" + subresource),
              event.path("verb").asText());
      return Optional.of(
          new AuditedRequest(
              event.path("user").path("username").asText(),
              object.path("namespace").asText(),
              right,
              event.path("responseStatus").path("code").asInt(),
              event.at("/responseStatus/details/causes").findValuesAsText("reason").stream()
                  .anyMatch("NamespaceTerminating"::equals)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no line of an audit log: " + line, e);
    }
  }

  /** Whether a right was missing; in a namespace that goes, nothing can be made with any right. */
  public boolean isRefused() {
    return code == FORBIDDEN && !namespaceEnds;
  }

  /** What the server asked for: an apply that makes the object needs the right to create, too. */
  public Set<Right> needed() {
    return code == CREATED && right.verb().equals("patch")
        ? Set.of(right, new Right(right.group(), right.resource(), "create"))
        : Set.of(right);
  }
}
