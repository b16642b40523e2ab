package io.restproducer.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** An authority for tests, with what it signs. */
public final class Authority {
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final KeyPair keys;
  private final X509Certificate certificate;

  private Authority(KeyPair keys, X509Certificate certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** A fresh one of this name. */
  public static Authority named(String name) {
    KeyPair keys = pair();
    X500Name subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    return new Authority(
        keys,
        signed(
            subject,
            keys,
            subject,
            SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()),
            true,
            new GeneralName[0],
            now.minus(Duration.ofDays(400)),
            now.plus(Duration.ofDays(400))));
  }

  public X509Certificate certificate() {
    return certificate;
  }

  public String pem() {
    return pem(certificate);
  }

  /** A leaf for a public key. */
  public X509Certificate leaf(String subject, SubjectPublicKeyInfo key) {
    Instant now = Instant.now();
    return signed(
        new X500Name(certificate.getSubjectX500Principal().getName()),
        keys,
        new X500Name(subject),
        key,
        false,
        new GeneralName[0],
        now.minusSeconds(60),
        now.plus(Duration.ofDays(30)));
  }

  /** A server's TLS with a certificate for these DNS names that is valid between two times. */
  public SSLContext server(Instant begin, Instant end, String... names) {
    KeyPair own = pair();
    X509Certificate leaf =
        signed(
            new X500Name(certificate.getSubjectX500Principal().getName()),
            keys,
            new X500Name("CN=server"),
            SubjectPublicKeyInfo.getInstance(own.getPublic().getEncoded()),
            false,
            Arrays.stream(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new),
            begin,
            end);
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      char[] none = {};
      store.setKeyEntry(
          "server", own.getPrivate(), none, new X509Certificate[] {leaf, certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, none);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate request in DER, from a fresh key. */
  public static byte[] request(String subject) {
    return request(subject, pair());
  }

  /** A certificate request in DER. */
  public static byte[] request(String subject, KeyPair keys) {
    try {
      return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic())
          .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static X509Certificate signed(
      X500Name issuer,
      KeyPair issuerKeys,
      X500Name subject,
      SubjectPublicKeyInfo key,
      boolean isAuthority,
      GeneralName[] names,
      Instant begin,
      Instant end) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer,
              BigInteger.valueOf(SERIAL.incrementAndGet()),
              Date.from(begin),
              Date.from(end),
              subject,
              key);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
      if (names.length > 0) {
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
