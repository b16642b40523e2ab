package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.dev.kubernetes.mock.ManagedFields.Owner;
import java.util.ArrayList;
import java.util.List;

/** Merges an applied object into the stored one and removes what its manager no longer applies. */
final class ServerSideApply {

  private final ResourceType type;
  private final ListTypes types;

  ServerSideApply(ResourceType type) {
    this.type = type;
    this.types = new ListTypes(type);
  }

  /**
   * The stored object (an empty one when there is none) after the apply.
   *
   * @throws Refused 409 when a field belongs to another manager, differs and is not forced
   */
  ObjectNode apply(ObjectNode stored, JsonNode applied, Owner owner, boolean force) {
    ObjectNode body = ManagedFields.ownable(applied);
    ObjectNode fields = new FieldSet(types).of(body);
    ObjectNode mine = ManagedFields.of(stored, owner);
    List<ObjectNode> others = ManagedFields.ofOthers(stored, owner);

    KeyedMerge merge = new KeyedMerge(types);
    ObjectNode merged = stored.deepCopy();
    List<ObjectNode> kept = new ArrayList<>(others);
    kept.add(fields);
    merge.remove(merged, mine, kept);
    ObjectNode result = merge.over(merged, body);
    ObjectNode taken = contested(stored, body, others);
    if (!taken.isEmpty() && !force) {
      throw Refused.conflict("Apply failed with conflicts: other managers own " + taken);
    }
    ManagedFields.set(result, type, owner, fields, taken);
    return result;
  }

  /** The applied fields that others own and whose stored value is another one. */
  private ObjectNode contested(ObjectNode stored, ObjectNode body, List<ObjectNode> others) {
    ObjectNode same = new FieldSet(types).of(body);
    ObjectNode differing = FieldSet.difference(same, equalFields(stored, body));
    ObjectNode contested = FieldSet.empty();
    for (ObjectNode other : others) {
      ObjectNode untouched = FieldSet.difference(differing, other);
      contested = FieldSet.union(contested, FieldSet.difference(differing, untouched));
    }
    return contested;
  }

  private ObjectNode equalFields(ObjectNode stored, ObjectNode body) {
    return new EqualFields(types).of(stored, body);
  }
}
