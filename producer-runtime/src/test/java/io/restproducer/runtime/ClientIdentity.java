package io.restproducer.runtime;

import io.restproducer.contract.KeyEntry.SealedIn;
import io.restproducer.contract.SealedKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A client's certificate with its private key. */
public record ClientIdentity(X509Certificate certificate, KeyPair keys) {
  public static final char[] PASSWORD = "changeit".toCharArray();

  /** As the key table has it. */
  public SealedIn sealedIn() {
    return new SealedIn("orders", SealedKey.pin(certificate.getPublicKey()));
  }

  /** A context that shows this certificate, whatever authorities the server names. */
  public SSLContext trusting(TestCertificate... servers) {
    try {
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store(), PASSWORD);
      return TestCertificate.trusting(servers, new StubbornKeys(factory.getKeyManagers()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public byte[] certificatePem() {
    return new TestCertificate(certificate, keys).certificatePem();
  }

  public byte[] keyPem() {
    return new TestCertificate(certificate, keys).keyPem();
  }

  /** PKCS#12 under {@link #PASSWORD}. */
  public byte[] pkcs12() {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      store().store(out, PASSWORD);
      return out.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("client", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
