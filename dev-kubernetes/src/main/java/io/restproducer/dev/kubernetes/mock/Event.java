package io.restproducer.dev.kubernetes.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One change of one object, as a watch sees it; {@code before} is null for a new object. */
record Event(long revision, ObjectKey key, ObjectNode before, ObjectNode after) {

  boolean isDeletion() {
    return after == null;
  }
}
