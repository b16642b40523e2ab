package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An answer other than success, said as Kubernetes says it: a Status object with a reason. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;

  private Refused(int code, String reason, String message) {
    super(message);
    this.code = code;
    this.reason = reason;
  }

  static Refused badRequest(String message) {
    return new Refused(400, "BadRequest", message);
  }

  static Refused forbidden(String message) {
    return new Refused(403, "Forbidden", message);
  }

  static Refused notFound(String message) {
    return new Refused(404, "NotFound", message);
  }

  static Refused notAllowed(String method) {
    return new Refused(405, "MethodNotAllowed", method + " is not supported here");
  }

  static Refused exists(String what) {
    return new Refused(409, "AlreadyExists", what + " already exists");
  }

  static Refused conflict(String message) {
    return new Refused(409, "Conflict", message);
  }

  static Refused expired(String message) {
    return new Refused(410, "Expired", message);
  }

  static Refused mediaType(String contentType) {
    return new Refused(
        415, "UnsupportedMediaType", "the content type " + contentType + " is not understood");
  }

  static Refused invalid(String what, String problem) {
    return new Refused(422, "Invalid", what + " is invalid: " + problem);
  }

  int code() {
    return code;
  }

  ObjectNode status() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", "Failure")
        .put("message", getMessage())
        .put("reason", reason)
        .put("code", code);
  }
}
