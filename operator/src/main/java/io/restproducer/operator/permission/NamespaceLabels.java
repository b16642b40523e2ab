package io.restproducer.operator.permission;

import java.util.Map;
import java.util.Optional;

/** The labels of namespaces, as far as this process watches them. */
public interface NamespaceLabels {
  /** Of an operator that watches no namespaces. */
  NamespaceLabels UNWATCHED =
      new NamespaceLabels() {
        @Override
        public Optional<Map<String, String>> of(String namespace) {
          return Optional.empty();
        }

        @Override
        public boolean areWatched() {
          return false;
        }
      };

  /** Empty: there is no such namespace, or nobody knows. */
  Optional<Map<String, String>> of(String namespace);

  /** Whether labels can be known at all. */
  default boolean areWatched() {
    return true;
  }
}
