package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Map;

/**
 * Whose an object is: decided by its namespace and the UID of its controller. Labels count only
 * where nobody owns it. An owner reference is text that anybody may write into an object of their
 * own: only in the owner's namespace, where its Secrets can be written anyway, is it believed.
 */
public final class Ownership {
  private Ownership() {}

  /** Metadata of a child of {@code owner}, in its namespace and controlled by it. */
  public static ObjectMeta child(HasMetadata owner, String name, Map<String, String> labels) {
    return new ObjectMetaBuilder()
        .withNamespace(owner.getMetadata().getNamespace())
        .withName(name)
        .withLabels(labels)
        .withOwnerReferences(reference(owner))
        .build();
  }

  public static boolean controls(HasMetadata owner, HasMetadata object) {
    return isBeside(owner, object)
        && object.getMetadata().getOwnerReferences().stream()
            .filter(reference -> Boolean.TRUE.equals(reference.getController()))
            .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
  }

  /** Whether {@code object} is in the namespace of {@code owner}. */
  public static boolean isBeside(HasMetadata owner, HasMetadata object) {
    return owner.getMetadata().getNamespace().equals(object.getMetadata().getNamespace());
  }

  /**
   * Whether nobody owns {@code object} and it carries all of {@code labels}: something of a former
   * resource of the name of {@code heir}, or of a back-up.
   */
  public static boolean isLeftBehind(
      HasMetadata heir, HasMetadata object, Map<String, String> labels) {
    Map<String, String> carried = object.getMetadata().getLabels();
    return isBeside(heir, object)
        && object.getMetadata().getOwnerReferences().isEmpty()
        && carried != null
        && carried.entrySet().containsAll(labels.entrySet());
  }

  /** What makes {@code owner} the controller of an object. */
  public static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
