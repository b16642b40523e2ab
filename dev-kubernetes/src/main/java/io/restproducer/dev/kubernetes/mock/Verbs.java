package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Answers requests for objects, one at a time, so that each is a transaction. */
final class Verbs {

  /** An answer: its code and its document. */
  record Answer(int code, ObjectNode document) {}

  private static final Set<String> KNOWN_SUBRESOURCES = Set.of("", "status");

  private final ObjectStore store;
  private final Deletions deletions;
  private final Writes writes;

  Verbs(ObjectStore store) {
    this.store = store;
    this.deletions = new Deletions(store);
    this.writes = new Writes(store, deletions);
  }

  Answer answer(ApiRequest request) {
    boolean known =
        KNOWN_SUBRESOURCES.contains(request.subresource())
            && (!request.ofStatus() || request.type().statusApart());
    if (!known) {
      throw Refused.notFound("the server could not find the requested resource");
    }
    synchronized (store) {
      return switch (request.method()) {
        case "GET" -> new Answer(200, request.name().isEmpty() ? list(request) : get(request));
        case "POST" -> new Answer(201, create(request));
        case "PUT" -> new Answer(200, writes.replace(request));
        case "PATCH" -> patch(request);
        case "DELETE" ->
            new Answer(200, request.name().isEmpty() ? deleteAll(request) : delete(request));
        default -> throw Refused.notAllowed(request.method());
      };
    }
  }

  private ObjectNode get(ApiRequest request) {
    return store
        .get(request.key())
        .orElseThrow(() -> Refused.notFound(request.type().quoted(request.name()) + " not found"));
  }

  private ObjectNode list(ApiRequest request) {
    ObjectNode list =
        FieldSet.empty()
            .put("kind", request.type().kind() + "List")
            .put("apiVersion", request.type().groupVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(store.revision()));
    ArrayNode items = list.putArray("items");
    store.list(request.type()).stream().filter(Selector.of(request)).forEach(items::add);
    return list;
  }

  private ObjectNode create(ApiRequest request) {
    ObjectNode created = writes.create(request);
    establish(request, created);
    return created;
  }

  private Answer patch(ApiRequest request) {
    boolean isNew = store.get(request.key()).isEmpty();
    ObjectNode patched = writes.patch(request);
    if (isNew) {
      establish(request, patched);
    }
    return new Answer(isNew ? 201 : 200, patched);
  }

  private void establish(ApiRequest request, ObjectNode created) {
    if (CustomKinds.isCrd(request.type()) && !request.dryRun()) {
      CustomKinds.establish(store, created);
    }
  }

  private ObjectNode delete(ApiRequest request) {
    return deletions.delete(request);
  }

  private ObjectNode deleteAll(ApiRequest request) {
    ObjectNode list = list(request);
    list.path("items")
        .forEach(item -> deletions.delete(request.toObject(item.at("/metadata/name").asText())));
    return list;
  }
}
