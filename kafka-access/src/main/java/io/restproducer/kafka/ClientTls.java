package io.restproducer.kafka;

import static io.restproducer.contract.MountedFiles.KAFKA_CERTIFICATE;
import static io.restproducer.contract.MountedFiles.KAFKA_KEY;
import static io.restproducer.contract.MountedFiles.KAFKA_TRUST;

import io.restproducer.contract.KeyMatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A TLS context of a client, made from PEM files. */
final class ClientTls {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  /** Of a key store that lives in this process only. */
  private static final char[] NONE = {};

  private ClientTls() {}

  /**
   * A context.
   *
   * @param trust managers that judge the brokers; null: as the Java platform does
   * @param keys managers that present a certificate; null: none is presented
   */
  static SSLContext context(TrustManager[] trust, KeyManager[] keys) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** Trust in every certificate of {@code files} and in no other. */
  static TrustManager[] trusting(SortedMap<String, byte[]> files) throws InvalidKafkaFile {
    if (files.isEmpty()) {
      throw new InvalidKafkaFile(KAFKA_TRUST, "holds no certificate to trust");
    }
    List<Certificate> trusted = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      trusted.addAll(certificates(file.getKey(), file.getValue()));
    }
    try {
      KeyStore store = empty();
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted-" + i, trusted.get(i));
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKCS#12 and PKIX", e);
    }
  }

  /** Presents the certificate in {@code chain} (PEM, leaf first), whose key is {@code key}. */
  static KeyManager[] presenting(byte[] chain, byte[] key) throws InvalidKafkaFile {
    List<Certificate> certificates = certificates(KAFKA_CERTIFICATE, chain);
    Certificate leaf = certificates.get(0);
    String algorithm = leaf.getPublicKey().getAlgorithm();
    if (!KeyMatch.algorithms().contains(algorithm)) {
      throw new InvalidKafkaFile(
          KAFKA_CERTIFICATE, "is for a key of algorithm " + algorithm + ": use RSA, EC or EdDSA");
    }
    PrivateKey own = privateKey(key, algorithm);
    if (!KeyMatch.matches(own, leaf.getPublicKey())) {
      throw new InvalidKafkaFile(
          KAFKA_KEY, "does not belong to the client certificate: take both from one issue");
    }
    try {
      KeyStore store = empty();
      store.setKeyEntry("client", own, NONE, certificates.toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NONE);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has PKCS#12 and PKIX", e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  /** The parser's own message is left out: it may echo its input. */
  private static List<Certificate> certificates(String file, byte[] pem) throws InvalidKafkaFile {
    try {
      List<Certificate> found =
          List.copyOf(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      // said below
    }
    throw new InvalidKafkaFile(
        file, "is not PEM of one or more X.509 certificates (BEGIN CERTIFICATE)");
  }

  private static PrivateKey privateKey(byte[] pem, String algorithm) throws InvalidKafkaFile {
    Matcher matcher = PKCS8.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    if (!matcher.find()) {
      throw new InvalidKafkaFile(
          KAFKA_KEY,
          "is not PEM of an unencrypted PKCS#8 key (BEGIN PRIVATE KEY): convert it with openssl"
              + " pkcs8 -topk8 -nocrypt");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidKafkaFile(
          KAFKA_KEY, "is no PKCS#8 key of algorithm " + algorithm + ", which the certificate has");
    }
  }
}
