package io.restproducer.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.runtime.KeyTables;
import io.restproducer.runtime.TestCertificate;
import io.restproducer.runtime.tls.ServerCertificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotsTest {
  private final KeyTables tables = new KeyTables();
  private final Snapshots snapshots = new Snapshots(KeyTables.PRODUCER, tables.verifier());

  @Test
  void isCompleteWithKeysAndCertificate() throws Exception {
    TestCertificate certificate = TestCertificate.ec();
    assertThat(snapshots.current().complete()).isFalse();

    snapshots.offer(tables.signed(1));
    assertThat(snapshots.current().complete()).isFalse();

    snapshots.offer(ServerCertificate.parse(certificate.certificatePem(), certificate.keyPem()));
    assertThat(snapshots.current().complete()).isTrue();
  }

  @Test
  void neverGoesBack() throws Exception {
    snapshots.offer(tables.signed(5));
    Snapshot inForce = snapshots.current();

    assertThatThrownBy(() -> snapshots.offer(tables.signed(4)))
        .isInstanceOf(OlderKeyTable.class)
        .hasMessage("key table revision 4 is older than 5, which is in force");
    assertThatThrownBy(() -> snapshots.offer(new KeyTables().signed(6)))
        .isInstanceOf(InvalidKeyTable.class);
    assertThat(snapshots.current()).isSameAs(inForce);
  }

  @Test
  void tellsOfEachNewSnapshot() throws Exception {
    List<Long> seen = new ArrayList<>();
    snapshots.onChange(snapshot -> seen.add(snapshot.keyTableRevision()));

    snapshots.offer(tables.signed(1));
    snapshots.offer(tables.signed(7));

    assertThat(seen).containsExactly(1L, 7L);
  }
}
