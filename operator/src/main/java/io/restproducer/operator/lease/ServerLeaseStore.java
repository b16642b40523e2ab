package io.restproducer.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.Optional;

/** The Lease at the API server. Never tries a request again: whoever renews has to look anew. */
final class ServerLeaseStore implements LeaseStore {
  private static final Duration LIMIT = Duration.ofSeconds(4);

  private final KubernetesClient client;
  private final String namespace;

  ServerLeaseStore(KubernetesClient client, String namespace) {
    this.client =
        client
            .newClient(
                new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                    .withRequestTimeout((int) LIMIT.toMillis())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
    this.namespace = namespace;
  }

  @Override
  public Optional<Lease> read() {
    return Optional.ofNullable(
        client.leases().inNamespace(namespace).withName(Election.NAME).get());
  }

  @Override
  public void create(Lease lease) {
    client.leases().inNamespace(namespace).resource(lease).create();
  }

  @Override
  public void replace(Lease lease) {
    client.leases().inNamespace(namespace).resource(lease).update();
  }
}
