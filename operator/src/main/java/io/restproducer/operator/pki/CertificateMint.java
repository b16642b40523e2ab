package io.restproducer.operator.pki;

import io.restproducer.contract.SealedKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes authorities and the certificates they sign. Keeps none of what it made. */
public final class CertificateMint {
  private static final int SERIAL_BYTES = 16;

  private final InstantSource clock;
  private final SecureRandom random;
  private final Lifetimes lifetimes;

  /** A mint with this clock and source of randomness. */
  public CertificateMint(InstantSource clock, SecureRandom random) {
    this(clock, random, Lifetimes.STANDARD);
  }

  /** The same with other lifetimes than those of a running operator. */
  public CertificateMint(InstantSource clock, SecureRandom random, Lifetimes lifetimes) {
    this.clock = clock;
    this.random = random;
    this.lifetimes = lifetimes;
  }

  /**
   * A self-signed authority, {@code CN=<producer> server v<generation>}, that may sign leaves only.
   *
   * @param generation 1 for the first; in the name, so that no client takes one for the other
   */
  public CertifiedKey serverAuthority(String producer, int generation, KeyAlgorithm algorithm) {
    return authority(CommonName.of(producer, " server v" + generation), algorithm);
  }

  /** The same for client certificates, {@code CN=<producer> clients v<generation>}. */
  public CertifiedKey clientsAuthority(String producer, int generation, KeyAlgorithm algorithm) {
    return authority(CommonName.of(producer, " clients v" + generation), algorithm);
  }

  private CertifiedKey authority(String commonName, KeyAlgorithm algorithm) {
    KeyPair pair = algorithm.authorityPair(random);
    X500Name name = CommonName.subject(commonName);
    Instant now = now();
    Validity validity = new Validity(now.minus(lifetimes.skew()), now.plus(lifetimes.authority()));
    X509v3CertificateBuilder builder = builder(name, validity, name, pair.getPublic());
    extend(builder, Extension.basicConstraints, true, new BasicConstraints(0));
    extend(
        builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    identify(builder, pair.getPublic(), pair.getPublic());
    return new CertifiedKey(sign(builder, pair.getPrivate()), pair.getPrivate());
  }

  /**
   * A server certificate with a new key, signed by {@code authority} and ending no later than it.
   *
   * @throws IllegalArgumentException if the authority is not valid now
   */
  public CertifiedKey serverLeaf(
      CertifiedKey authority, ServerNames names, KeyAlgorithm algorithm) {
    X509Certificate issuer = authority.certificate();
    KeyPair pair = algorithm.leafPair(random);
    X509v3CertificateBuilder builder =
        builder(
            nameOf(issuer),
            leafValidity(issuer, lifetimes.serverLeaf()),
            CommonName.subject(CommonName.of(names)),
            pair.getPublic());
    extend(builder, Extension.basicConstraints, true, new BasicConstraints(false));
    extend(builder, Extension.keyUsage, true, leafUsage(pair.getPublic()));
    extend(
        builder,
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    extend(builder, Extension.subjectAlternativeName, false, alternativeNames(names));
    identify(builder, pair.getPublic(), issuer.getPublicKey());
    return new CertifiedKey(sign(builder, authority.privateKey()), pair.getPrivate());
  }

  /**
   * A client certificate for the key of {@code request}, signed by {@code authority} and ending no
   * later than it. Its names are those of the request and grant nothing.
   *
   * @param sealedKey value of the extension {@link SealedKey#EXTENSION}
   * @throws IllegalArgumentException if the authority is not valid now
   */
  X509Certificate clientLeaf(
      CertifiedKey authority, CertificateRequest request, byte[] sealedKey, Duration life) {
    X509Certificate issuer = authority.certificate();
    X509v3CertificateBuilder builder =
        builder(nameOf(issuer), leafValidity(issuer, life), request.subject(), request.publicKey());
    extend(builder, Extension.basicConstraints, true, new BasicConstraints(false));
    extend(builder, Extension.keyUsage, true, leafUsage(request.publicKey()));
    extend(
        builder,
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
    request
        .alternativeNames()
        .ifPresent(names -> extend(builder, Extension.subjectAlternativeName, false, names));
    extend(
        builder,
        new ASN1ObjectIdentifier(SealedKey.EXTENSION),
        false,
        ASN1OctetString.getInstance(sealedKey));
    identify(builder, request.publicKey(), issuer.getPublicKey());
    return sign(builder, authority.privateKey());
  }

  private Validity leafValidity(X509Certificate issuer, Duration life) {
    Instant now = now();
    return new Validity(now.minus(lifetimes.skew()), now.plus(life)).within(issuer, now);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private X509v3CertificateBuilder builder(
      X500Name issuer, Validity validity, X500Name subject, PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serialNumber(),
        Date.from(validity.notBefore()),
        Date.from(validity.notAfter()),
        subject,
        key);
  }

  /** 16 bytes in DER: the first bit is 0 (positive), the second 1 (no shorter encoding). */
  private BigInteger serialNumber() {
    byte[] bytes = new byte[SERIAL_BYTES];
    random.nextBytes(bytes);
    bytes[0] = (byte) (bytes[0] & 0x3f | 0x40);
    return new BigInteger(bytes);
  }

  private static KeyUsage leafUsage(PublicKey key) {
    return key.getAlgorithm().equals("RSA")
        ? new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
        : new KeyUsage(KeyUsage.digitalSignature);
  }

  private static GeneralNames alternativeNames(ServerNames names) {
    List<GeneralName> all =
        Stream.concat(
                names.dnsNames().stream().map(name -> new GeneralName(GeneralName.dNSName, name)),
                names.ipAddresses().stream()
                    .map(address -> new GeneralName(GeneralName.iPAddress, address)))
            .toList();
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }

  /** Key identifiers on both sides: without them some clients pick the wrong authority. */
  private static void identify(X509v3CertificateBuilder builder, PublicKey own, PublicKey issuer) {
    try {
      JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
      extend(
          builder,
          Extension.subjectKeyIdentifier,
          false,
          identifiers.createSubjectKeyIdentifier(own));
      extend(
          builder,
          Extension.authorityKeyIdentifier,
          false,
          identifiers.createAuthorityKeyIdentifier(issuer));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static void extend(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier id,
      boolean critical,
      ASN1Encodable value) {
    try {
      builder.addExtension(id, critical, value);
    } catch (IOException e) {
      throw new IllegalStateException("an extension without an encoding", e);
    }
  }

  private X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
    try {
      String algorithm = KeyAlgorithm.ofJdkName(key.getAlgorithm()).signature();
      ContentSigner signer =
          new JcaContentSignerBuilder(algorithm).setSecureRandom(random).build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException | CertificateException e) {
      throw new IllegalStateException("this Java platform cannot sign a certificate", e);
    }
  }

  private static X500Name nameOf(X509Certificate issuer) {
    X500Principal subject = issuer.getSubjectX500Principal();
    return X500Name.getInstance(subject.getEncoded());
  }
}
