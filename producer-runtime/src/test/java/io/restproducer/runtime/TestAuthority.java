package io.restproducer.runtime;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.SealedKey;
import io.restproducer.contract.SealingKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An operator's authority for clients: it signs certificates, with a sealed key or without. */
public record TestAuthority(X509Certificate certificate, KeyPair keys) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** A new one; two of the same name have different keys. */
  public static TestAuthority named(String name) {
    KeyPair keys = ec();
    X500Name dn = new X500Name("CN=" + name);
    Instant end = Instant.now().plus(30, ChronoUnit.DAYS);
    try {
      var builder = builder(dn, dn, keys.getPublic(), end);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      builder.addExtension(
          Extension.subjectKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
      return new TestAuthority(sign(builder, keys), keys);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate in which {@code key} is sealed. */
  public ClientIdentity seal(ApiKey key, SealingKey sealing) {
    return seal(key, sealing, SealedKey.EXTENSION, Instant.now().plus(1, ChronoUnit.DAYS));
  }

  /** The same, at another place of it and with another end. */
  public ClientIdentity seal(ApiKey key, SealingKey sealing, String extension, Instant end) {
    return seal(key, sealing, ec(), extension, end);
  }

  /** A certificate of an RSA key in which {@code key} is sealed. */
  public ClientIdentity sealForRsa(ApiKey key, SealingKey sealing) {
    Instant end = Instant.now().plus(1, ChronoUnit.DAYS);
    return seal(key, sealing, TestCertificate.rsa().keys(), SealedKey.EXTENSION, end);
  }

  private ClientIdentity seal(
      ApiKey key, SealingKey sealing, KeyPair client, String extension, Instant end) {
    byte[] sealed = SealedKey.seal(key, sealing, client.getPublic(), RANDOM);
    return issue(client, Optional.of(sealed), extension, end);
  }

  /** A certificate with {@code extension} as it stands, or with none. */
  public ClientIdentity with(Optional<byte[]> extension) {
    return issue(ec(), extension, SealedKey.EXTENSION, Instant.now().plus(1, ChronoUnit.DAYS));
  }

  public byte[] pem() {
    return new TestCertificate(certificate, keys).certificatePem();
  }

  private ClientIdentity issue(
      KeyPair client, Optional<byte[]> sealed, String extension, Instant end) {
    X500Name issuer = new X500Name(certificate.getSubjectX500Principal().getName());
    try {
      var builder = builder(issuer, new X500Name("CN=checkout"), client.getPublic(), end);
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(certificate));
      if (sealed.isPresent()) {
        builder.addExtension(
            new ASN1ObjectIdentifier(extension), false, ASN1Primitive.fromByteArray(sealed.get()));
      }
      return new ClientIdentity(sign(builder, keys), client);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, PublicKey publicKey, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(100, RANDOM),
        Date.from(Instant.now().minus(1, ChronoUnit.HOURS)),
        Date.from(end),
        subject,
        publicKey);
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair with)
      throws GeneralSecurityException, OperatorCreationException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(with.getPrivate())));
  }

  private static KeyPair ec() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
