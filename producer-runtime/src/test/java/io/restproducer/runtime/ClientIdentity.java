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
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

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

  /** PKCS#8; that of an EC key holds the public key as well, which GnuTLS needs of the JDK's. */
  public byte[] keyPem() {
    if (keys.getPrivate().getAlgorithm().equals("RSA")) {
      return TestCertificate.pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }
    try {
      PrivateKeyInfo bare = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      ECPrivateKey key = ECPrivateKey.getInstance(bare.parsePrivateKey());
      ASN1BitString point =
          SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()).getPublicKeyData();
      ECPrivateKey whole = new ECPrivateKey(256, key.getKey(), point, null);
      return TestCertificate.pem(
          "PRIVATE KEY", new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole).getEncoded());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
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
