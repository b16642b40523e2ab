package io.restproducer.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Reports a status, and sends it only when it says something new. It is written over exactly the
 * resource that was read: what was found of one must never stand in the status of its successor.
 */
public final class StatusWriter<S, R extends CustomResource<?, S>> {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Dependents.FIELD_MANAGER)
          .withForce(true)
          .build();

  private final Context<R> context;
  private final Supplier<R> empty;

  /**
   * Reports on resources of one kind.
   *
   * @param empty makes an empty resource: nothing of what was read is sent back
   */
  public StatusWriter(Context<R> context, Supplier<R> empty) {
    this.context = context;
    this.empty = empty;
  }

  /**
   * Has {@code current} bear {@code status}.
   *
   * @return false if {@code current} was changed or deleted since it was read: look at it again
   */
  public boolean report(R current, S status) {
    if (Objects.equals(tree(current.getStatus()), tree(status))) {
      return true;
    }
    try {
      write(current, status);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private void write(R current, S status) {
    R patch = empty.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(current.getMetadata().getNamespace())
            .withName(current.getMetadata().getName())
            .withResourceVersion(current.getMetadata().getResourceVersion())
            .build());
    patch.setStatus(status);
    R reported = context.getClient().resource(patch).subresource("status").patch(APPLY);
    // The next pass may come before the watch has told of this write.
    context
        .eventSourceRetriever()
        .getControllerEventSource()
        .handleRecentResourceUpdate(ResourceID.fromResource(current), reported, current);
  }

  private Map<?, ?> tree(Object status) {
    KubernetesSerialization serialization = context.getClient().getKubernetesSerialization();
    return status == null ? Map.of() : serialization.convertValue(status, Map.class);
  }
}
