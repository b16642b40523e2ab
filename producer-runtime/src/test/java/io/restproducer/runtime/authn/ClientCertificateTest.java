package io.restproducer.runtime.authn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.Role;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import io.restproducer.runtime.ClientIdentity;
import io.restproducer.runtime.KeyTables;
import io.restproducer.runtime.TestAuthority;
import io.restproducer.runtime.tls.ClientsTrust;
import io.restproducer.runtime.tls.InvalidTls;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientCertificateTest {
  private static final Instant NOW = Instant.now();

  private final TestAuthority authority = TestAuthority.named("gateway clients v1");
  private final SealingKey sealing = SealingKey.mint(new SecureRandom());
  private final ApiKey key = KeyTables.mint();
  private final ClientIdentity client = authority.seal(key, sealing);
  private final ClientCertificate certificate =
      new ClientCertificate(client.certificate(), List.of(SealedKey.EXTENSION));

  @Test
  void isOpenedOnceAndJudgedEachTime() throws Exception {
    assertThat(caller(ring(), trust(authority), opening(sealing), NOW)).hasValue("checkout");
    SealingKeys none = SealingKeys.of(Map.of());

    assertThat(caller(ring(), trust(authority), none, NOW)).as("stays open").hasValue("checkout");
    assertThat(caller(empty(), trust(authority), none, NOW)).isEmpty();
    assertThat(caller(ring(), trust(TestAuthority.named("other")), none, NOW)).isEmpty();
    assertThat(caller(ring(), trust(authority), none, end().minusNanos(1))).isPresent();
    assertThat(caller(ring(), trust(authority), none, end())).isEmpty();
    assertThat(caller(ring(), trust(authority), none, NOW)).isPresent();
  }

  @Test
  void isOpenedAgainWhenOtherSealingKeysCome() throws Exception {
    SealingKeys foreign = opening(SealingKey.mint(new SecureRandom()));

    assertThat(caller(ring(), trust(authority), foreign, NOW)).isEmpty();
    assertThat(caller(ring(), trust(authority), opening(sealing), NOW)).isPresent();
  }

  @Test
  void isNotVouchedForByANamesakeOfItsAuthority() throws Exception {
    ClientsTrust namesake = trust(TestAuthority.named("gateway clients v1"));

    assertThat(caller(ring(), namesake, opening(sealing), NOW)).isEmpty();
  }

  @Test
  void sealingKeysAreReadAllOrNoneAndNeverShown() throws Exception {
    SealingKeys keys = opening(sealing);
    assertThat(keys.ids()).containsExactly(sealing.id());
    assertThat(keys.toString())
        .contains(sealing.id())
        .doesNotContain(HexFormat.of().formatHex(sealing.reveal()));

    for (Map.Entry<String, byte[]> bad :
        Map.of(
                "key", new byte[32],
                "0123.key", new byte[32],
                "0123456789ABCDEF.key", new byte[32],
                "0123456789abcdef.key", new byte[33])
            .entrySet()) {
      Map<String, byte[]> files =
          Map.of(sealing.id() + ".key", sealing.reveal(), bad.getKey(), bad.getValue());
      assertThatThrownBy(() -> SealingKeys.of(files)).isInstanceOf(InvalidSealingKey.class);
    }
  }

  private Optional<String> caller(KeyRing ring, ClientsTrust trust, SealingKeys keys, Instant now) {
    return certificate.caller(ring, trust, keys, now).map(caller -> caller.serviceId().name());
  }

  private KeyRing ring() {
    return KeyRing.of(
        new KeyTable(
            KeyTables.PRODUCER,
            1,
            List.of(
                KeyTables.sealed(KeyTables.entry(key, Role.EDITOR, "orders"), client.sealedIn()))));
  }

  private static KeyRing empty() {
    return KeyRing.of(new KeyTable(KeyTables.PRODUCER, 2, List.of()));
  }

  private static ClientsTrust trust(TestAuthority authority) throws InvalidTls {
    return ClientsTrust.parse(authority.pem());
  }

  private static SealingKeys opening(SealingKey key) throws InvalidSealingKey {
    return SealingKeys.of(Map.of(key.id() + ".key", key.reveal()));
  }

  private Instant end() {
    return client.certificate().getNotAfter().toInstant();
  }
}
