package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Reports a status, and sends it only when it says something new. */
public final class StatusPatch {
  private final KubernetesSerialization serialization;

  public StatusPatch(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  /**
   * A patch of the status, or none.
   *
   * @param current the resource as it was read
   * @param fresh makes an empty resource of its kind: nothing of what was read is sent back
   */
  public <S, R extends CustomResource<?, S>> UpdateControl<R> to(
      R current, S status, Supplier<R> fresh) {
    if (Objects.equals(tree(current.getStatus()), tree(status))) {
      return UpdateControl.noUpdate();
    }
    R patch = fresh.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(current.getMetadata().getNamespace())
            .withName(current.getMetadata().getName())
            .build());
    patch.setStatus(status);
    return UpdateControl.patchStatus(patch);
  }

  private Map<?, ?> tree(Object status) {
    return status == null ? Map.of() : serialization.convertValue(status, Map.class);
  }
}
