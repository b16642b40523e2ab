package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Reports a status, and sends it only when it says something new. */
public final class StatusPatch {
  private final KubernetesSerialization serialization;

  public StatusPatch(KubernetesSerialization serialization) {
    this.serialization = serialization;
  }

  /**
   * What to send to have the status, or nothing.
   *
   * @param current the resource as it was read
   * @param fresh makes an empty resource of its kind: nothing of what was read is sent back
   */
  public <S, R extends CustomResource<?, S>> Optional<R> to(
      R current, S status, Supplier<R> fresh) {
    if (Objects.equals(tree(current.getStatus()), tree(status))) {
      return Optional.empty();
    }
    R patch = fresh.get();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(current.getMetadata().getNamespace())
            .withName(current.getMetadata().getName())
            .build());
    patch.setStatus(status);
    return Optional.of(patch);
  }

  private Map<?, ?> tree(Object status) {
    return status == null ? Map.of() : serialization.convertValue(status, Map.class);
  }
}
