package io.restproducer.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** A Lease in memory that several candidates see, with the API server's versions. */
final class FakeLeaseStore implements LeaseStore {
  private Lease stored;
  private int version;
  private boolean down;

  void down(boolean isDown) {
    this.down = isDown;
  }

  String holder() {
    return Holding.holder(stored).orElse("");
  }

  int transitions() {
    return stored.getSpec().getLeaseTransitions();
  }

  void delete() {
    stored = null;
  }

  @Override
  public Optional<Lease> read() {
    answer();
    return Optional.ofNullable(stored);
  }

  @Override
  public void create(Lease lease) {
    answer();
    if (stored != null) {
      throw new KubernetesClientException("already exists");
    }
    store(lease);
  }

  @Override
  public void replace(Lease lease) {
    answer();
    if (stored == null || !lease.getMetadata().getResourceVersion().equals("" + version)) {
      throw new KubernetesClientException("conflict");
    }
    store(lease);
  }

  private void store(Lease lease) {
    version++;
    stored =
        new LeaseBuilder(lease)
            .editMetadata()
            .withResourceVersion("" + version)
            .endMetadata()
            .build();
  }

  private void answer() {
    if (down) {
      throw new KubernetesClientException("no answer");
    }
  }
}
