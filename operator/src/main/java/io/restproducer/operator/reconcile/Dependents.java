package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.util.Optional;

/**
 * The children of one owner whose content follows from its spec: applied when, and only when, what
 * the server holds differs from what is wanted. Never for what was generated.
 */
public final class Dependents {
  /** Field manager of everything that is applied. */
  public static final String FIELD_MANAGER = "restproducer-operator";

  private final HasMetadata owner;
  private final Context<?> context;
  private final KubernetesClient client;

  public Dependents(HasMetadata owner, Context<?> context) {
    this.owner = owner;
    this.context = context;
    this.client = context.getClient();
  }

  /**
   * Makes the child what it should be and returns it as the server holds it.
   *
   * @throws ForeignObject if an object of that name belongs to somebody else
   * @throws RefusedByCluster if the server does not take it like that
   */
  public <T extends HasMetadata> T apply(T desired, Class<T> type)
      throws ForeignObject, RefusedByCluster {
    Optional<T> actual = find(desired, type);
    if (actual.isPresent() && matches(actual.get(), desired)) {
      return actual.get();
    }
    try {
      return client
          .resource(desired)
          .fieldManager(FIELD_MANAGER)
          .forceConflicts()
          .serverSideApply();
    } catch (KubernetesClientException e) {
      throw RefusedByCluster.of(desired, e).orElseThrow(() -> e);
    }
  }

  /** Deletes a child that is no longer wanted; one that somebody else owns stays. */
  public void delete(HasMetadata child) {
    if (Ownership.controls(owner, child)) {
      client.resource(child).delete();
    }
  }

  /** A miss in the cache is looked up: it may be late, or hold only what carries our labels. */
  private <T extends HasMetadata> Optional<T> find(T desired, Class<T> type) throws ForeignObject {
    Optional<T> actual = cached(desired, type);
    if (actual.isEmpty()) {
      actual = Optional.ofNullable(client.resource(desired).get());
    }
    if (actual.isPresent() && !Ownership.controls(owner, actual.get())) {
      throw new ForeignObject(actual.get());
    }
    return actual;
  }

  /** Secondary resources may be of other namespaces, too. */
  private <T extends HasMetadata> Optional<T> cached(T desired, Class<T> type) {
    return context
        .getSecondaryResourcesAsStream(type)
        .filter(candidate -> Ownership.isBeside(owner, candidate))
        .filter(
            candidate -> candidate.getMetadata().getName().equals(desired.getMetadata().getName()))
        .findFirst();
  }

  private <T extends HasMetadata> boolean matches(T actual, T desired) {
    return SSABasedGenericKubernetesResourceMatcher.<T>getInstance()
        .matches(actual, desired, context);
  }
}
