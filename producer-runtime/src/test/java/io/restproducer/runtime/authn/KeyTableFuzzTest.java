package io.restproducer.runtime.authn;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.SignedKeyTable;
import io.restproducer.runtime.KeyTables;
import io.restproducer.runtime.authz.TopicGrants;
import io.restproducer.runtime.refusal.Refusal;
import java.time.Instant;

/** The key table, as anybody on the network may send it, and as its signer may. */
class KeyTableFuzzTest {
  private static final KeyTables TABLES = new KeyTables();
  private static final ApiKey KEY = KeyTables.mint();

  /** Nobody but the signer gets one in. */
  @FuzzTest
  void bytes(byte[] input) {
    boolean opened = true;
    try {
      SignedKeyTable.open(input, TABLES.verifier(), KeyTables.PRODUCER);
    } catch (InvalidKeyTable e) {
      opened = false;
    }
    assertThat(opened).isFalse();
  }

  /** Signed JSON is a table that requests can be judged by, or none. */
  @FuzzTest
  void signedJson(byte[] json) {
    KeyTable table;
    try {
      byte[] signed = TABLES.signedJson(json);
      table = SignedKeyTable.open(signed, TABLES.verifier(), KeyTables.PRODUCER);
    } catch (InvalidKeyTable e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    KeyRing ring = KeyRing.of(table);
    assertThat(ring.grantedTopics()).doesNotContainNull();
    assertThat(ring.find(KEY, Instant.EPOCH)).isEmpty();
    table.entries().forEach(KeyTableFuzzTest::judge);
  }

  private static void judge(KeyEntry entry) {
    Caller caller = new Caller(entry.serviceId(), entry.id(), entry.role(), entry.topics());
    assertThat(caller.keyId() + caller.serviceId().toString()).isNotBlank();
    assertThat(entry.sha256().hex()).hasSize(64);
    try {
      TopicGrants.check(caller, "orders");
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(403);
    }
  }
}
