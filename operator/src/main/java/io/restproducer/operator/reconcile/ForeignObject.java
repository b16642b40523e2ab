package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;

/** An object of a name we need is there and is not ours: somebody has to remove or rename it. */
public final class ForeignObject extends Exception {
  /** When to look again: it carries no label of ours, so no watch tells that it has gone. */
  public static final Duration LOOK_AGAIN = Duration.ofSeconds(20);

  private final Reason reason;

  ForeignObject(HasMetadata object) {
    super(
        "%s %s/%s exists and is not controlled by this resource: delete or rename it"
            .formatted(
                object.getKind(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName()));
    reason = object.getKind().equals("Secret") ? Reason.SECRET_CONFLICT : Reason.OBJECT_CONFLICT;
  }

  public Reason reason() {
    return reason;
  }
}
