package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClientStoresTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CertificateMint mint = new CertificateMint(InstantSource.system(), RANDOM);
  private final CertifiedKey authority = mint.clientsAuthority("gateway", 1, KeyAlgorithm.ECDSA);
  private final CertifiedKey leaf = leaf();
  private final List<X509Certificate> servers =
      List.of(
          mint.serverAuthority("gateway", 2, KeyAlgorithm.ECDSA).certificate(),
          mint.serverAuthority("gateway", 1, KeyAlgorithm.ECDSA).certificate());
  private final StorePassword password = StorePassword.mint(RANDOM);

  @ParameterizedTest
  @EnumSource
  void theKeyStoreHoldsKeyAndChain(Pkcs12Profile profile) throws Exception {
    byte[] file = stores(profile).keyStore("payments", leaf, authority.certificate());

    KeyStore store = load(file);
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.getCertificateChain("payments"))
        .containsExactly(leaf.certificate(), authority.certificate());
    assertThat(store.getKey("payments", password.reveal().toCharArray()).getEncoded())
        .isEqualTo(leaf.privateKey().getEncoded());
  }

  @ParameterizedTest
  @EnumSource
  void theTrustStoreHoldsEveryAuthority(Pkcs12Profile profile) throws Exception {
    KeyStore store = load(stores(profile).trustStore(servers));

    assertThat(store.size()).isEqualTo(2);
    assertThat(store.getCertificate("ca-1")).isEqualTo(servers.get(0));
    assertThat(store.getCertificate("ca-2")).isEqualTo(servers.get(1));
    assertThat(store.isCertificateEntry("ca-1")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void twoFilesOfTheSameContentDifferAndCountAsTheSame(Pkcs12Profile profile) {
    ClientStores stores = stores(profile);
    byte[] first = stores.keyStore("payments", leaf, authority.certificate());
    byte[] second = stores.keyStore("payments", leaf, authority.certificate());

    assertThat(first).isNotEqualTo(second);
    assertThat(stores.isKeyStore(first, leaf, authority.certificate())).isTrue();
    assertThat(stores.isKeyStore(second, leaf, authority.certificate())).isTrue();
    assertThat(stores.isTrustStore(stores.trustStore(servers), servers)).isTrue();
    assertThat(
            stores.isTrustStore(
                stores.trustStore(servers), List.of(servers.get(1), servers.get(0))))
        .isTrue();
  }

  @Test
  void aKeyStoreOfAnythingElseIsNotTheSame() {
    ClientStores stores = stores(Pkcs12Profile.MODERN);
    X509Certificate issuer = authority.certificate();
    byte[] file = stores.keyStore("payments", leaf, issuer);
    CertifiedKey renewed = leaf();

    assertThat(stores.isKeyStore(file, renewed, issuer)).as("another key").isFalse();
    assertThat(
            stores.isKeyStore(
                file, new CertifiedKey(renewed.certificate(), leaf.privateKey()), issuer))
        .as("another certificate")
        .isFalse();
    assertThat(
            stores.isKeyStore(
                file, new CertifiedKey(leaf.certificate(), renewed.privateKey()), issuer))
        .as("another private key")
        .isFalse();
    assertThat(stores.isKeyStore(file, leaf, servers.get(0))).as("another chain").isFalse();
    assertThat(stores.isKeyStore(stores.trustStore(List.of(issuer)), leaf, issuer)).isFalse();
  }

  @Test
  void aTrustStoreOfAnythingElseIsNotTheSame() {
    ClientStores stores = stores(Pkcs12Profile.MODERN);
    byte[] file = stores.trustStore(servers);

    assertThat(stores.isTrustStore(file, servers.subList(0, 1))).isFalse();
    assertThat(stores.isTrustStore(stores.trustStore(servers.subList(0, 1)), servers)).isFalse();
    assertThat(
            stores.isTrustStore(
                stores.keyStore("a", leaf, authority.certificate()), List.of(leaf.certificate())))
        .as("a key store")
        .isFalse();
  }

  @Test
  void anotherPasswordAnotherProfileAndJunkAreNotTheSame() {
    ClientStores stores = stores(Pkcs12Profile.MODERN);
    byte[] file = stores.trustStore(servers);
    ClientStores others = new ClientStores(Pkcs12Profile.MODERN, StorePassword.mint(RANDOM));

    assertThat(others.isTrustStore(file, servers)).isFalse();
    assertThat(stores(Pkcs12Profile.LEGACY_DES).isTrustStore(file, servers)).isFalse();
    for (byte[] junk :
        List.of(new byte[0], new byte[50], Arrays.copyOf(file, file.length - 1), new byte[] {48})) {
      assertThat(stores.isTrustStore(junk, servers)).isFalse();
      assertThat(stores.isKeyStore(junk, leaf, authority.certificate())).isFalse();
    }
  }

  @Test
  void writingLeavesTheSystemPropertiesAsTheyWere() {
    System.setProperty("keystore.pkcs12.macAlgorithm", "HmacPBESHA512");
    try {
      Properties before = (Properties) System.getProperties().clone();
      stores(Pkcs12Profile.LEGACY_DES).trustStore(servers);
      assertThat(System.getProperties()).isEqualTo(before);
    } finally {
      System.clearProperty("keystore.pkcs12.macAlgorithm");
    }
  }

  private ClientStores stores(Pkcs12Profile profile) {
    return new ClientStores(profile, password);
  }

  private KeyStore load(byte[] file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(file), password.reveal().toCharArray());
    return store;
  }

  private CertifiedKey leaf() {
    ClientKey key = ClientKey.mint(KeyAlgorithm.ECDSA, RANDOM);
    return key.certified(
        mint.clientLeaf(
            authority,
            CertificateRequest.of("payments", List.of(), key.publicKey()),
            new byte[] {4, 1, 1},
            java.time.Duration.ofDays(365)));
  }
}
