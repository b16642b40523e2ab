package io.restproducer.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Secrets whose content was generated. They are created, never applied; what is there already wins,
 * and is changed only with the resource version that was read.
 */
public final class GeneratedSecrets {
  private final HasMetadata owner;
  private final Predicate<Secret> ours;
  private final KubernetesClient client;

  /**
   * The Secrets of one owner.
   *
   * @param ours tells them from those of somebody else
   */
  public GeneratedSecrets(HasMetadata owner, Predicate<Secret> ours, KubernetesClient client) {
    this.owner = owner;
    this.ours = ours;
    this.client = client;
  }

  /**
   * Creates {@code wanted}, or returns the one that is there.
   *
   * @throws ForeignObject if the one that is there belongs to somebody else
   */
  public Secret createOrRead(Secret wanted) throws ForeignObject {
    try {
      return client.resource(wanted).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return read(wanted.getMetadata().getName()).orElseThrow(() -> e);
    }
  }

  /**
   * The Secret as the server holds it now, past every cache.
   *
   * @throws ForeignObject if it belongs to somebody else
   */
  public Optional<Secret> read(String name) throws ForeignObject {
    Secret found =
        client.secrets().inNamespace(owner.getMetadata().getNamespace()).withName(name).get();
    if (found != null && !ours.test(found)) {
      throw new ForeignObject(found);
    }
    return Optional.ofNullable(found);
  }

  /** Writes {@code changed}, unless somebody else has written since its resource version. */
  public Secret update(Secret changed) {
    return client.resource(changed).update();
  }

  /** Deletes exactly the Secret that was read, if it is still there. */
  public void delete(Secret read) {
    client.resource(read).lockResourceVersion(read.getMetadata().getResourceVersion()).delete();
  }
}
