package io.restproducer.operator.serviceid;

import io.fabric8.kubernetes.api.model.Secret;
import io.restproducer.contract.Sha256;
import io.restproducer.operator.pki.CertifiedKey;
import io.restproducer.operator.pki.ClientStores;
import io.restproducer.operator.pki.StorePassword;
import io.restproducer.operator.reconcile.Secrets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PKCS#12 stores of a pair and their password. Two stores of the same content differ in every
 * byte: one that fits is kept, and an annotation with a digest spares looking into it each time.
 */
final class PairStores {
  private static final String PASSWORD = "password";
  private static final String KEY_STORE = "keystore.p12";
  private static final String TRUST_STORE = "truststore.p12";
  private static final String ALIAS = "client";

  private final Issuing issuing;
  private final CertifiedKey pair;
  private final X509Certificate signer;
  private final Optional<Secret> present;
  private final StorePassword password;
  private final ClientStores stores;

  /**
   * Stores of {@code pair}.
   *
   * @param signer of its certificate, who may have a successor by now
   * @param present what callers have now: a renewal keeps the password
   */
  PairStores(
      Issuing issuing,
      CertifiedKey pair,
      X509Certificate signer,
      Optional<Secret> present,
      SecureRandom random) {
    this.issuing = issuing;
    this.pair = pair;
    this.signer = signer;
    this.present = present;
    this.password =
        bytes(PASSWORD)
            .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
            .flatMap(StorePassword::parse)
            .orElseGet(() -> StorePassword.mint(random));
    this.stores = new ClientStores(issuing.profile(), password);
  }

  /** Adds the stores and the password to {@code content}, and returns the annotation. */
  Map<String, String> into(Map<String, byte[]> content) {
    content.put(PASSWORD, password.reveal().getBytes(StandardCharsets.US_ASCII));
    if (!isAsItWas(content)) {
      content.put(KEY_STORE, keyStore());
      content.put(TRUST_STORE, trustStore());
    }
    return Map.of(CertificateSecret.STORES, digest(content).hex());
  }

  private boolean isAsItWas(Map<String, byte[]> content) {
    bytes(KEY_STORE).ifPresent(store -> content.put(KEY_STORE, store));
    bytes(TRUST_STORE).ifPresent(store -> content.put(TRUST_STORE, store));
    return present
        .map(secret -> secret.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(CertificateSecret.STORES))
        .filter(digest(content).hex()::equals)
        .isPresent();
  }

  private byte[] keyStore() {
    return bytes(KEY_STORE)
        .filter(store -> stores.isKeyStore(store, pair, signer))
        .orElseGet(() -> stores.keyStore(ALIAS, pair, signer));
  }

  private byte[] trustStore() {
    List<X509Certificate> trusted =
        certificates(issuing.authorities().getBytes(StandardCharsets.US_ASCII));
    return bytes(TRUST_STORE)
        .filter(store -> stores.isTrustStore(store, trusted))
        .orElseGet(() -> stores.trustStore(trusted));
  }

  private static List<X509Certificate> certificates(byte[] pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new IllegalStateException("what is to be trusted is no certificate", e);
    }
  }

  /** Of the profile and everything in {@code content} by which stores differ. */
  private Sha256 digest(Map<String, byte[]> content) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(issuing.profile().name().getBytes(StandardCharsets.US_ASCII));
    content.forEach(
        (key, value) -> {
          all.writeBytes(
              (" " + key + " " + value.length + " ").getBytes(StandardCharsets.US_ASCII));
          all.writeBytes(value);
        });
    return Sha256.of(all.toByteArray());
  }

  private Optional<byte[]> bytes(String key) {
    return present.flatMap(secret -> Secrets.bytes(secret, key));
  }
}
