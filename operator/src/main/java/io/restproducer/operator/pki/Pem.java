package io.restproducer.operator.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM in and out (RFC 7468) with JDK code. Nothing of what is read may show in a failure. */
final class Pem {
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String PRIVATE_KEY = "PRIVATE KEY";
  private static final String PUBLIC_KEY = "PUBLIC KEY";
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private Pem() {}

  static byte[] ofCertificates(List<X509Certificate> certificates) {
    StringBuilder pem = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        pem.append(block(CERTIFICATE, certificate.getEncoded()));
      } catch (CertificateException e) {
        throw new IllegalStateException("a certificate without an encoding", e);
      }
    }
    return ascii(pem.toString());
  }

  /** A private key and the public key that belongs to it. */
  static byte[] ofPrivateKey(PrivateKey key, PublicKey publicKey) {
    return ascii(block(PRIVATE_KEY, Pkcs8.encode(key, publicKey)));
  }

  static byte[] ofPublicKey(PublicKey key) {
    return ascii(block(PUBLIC_KEY, key.getEncoded()));
  }

  /** At least one certificate, in the order of the text. */
  static List<X509Certificate> certificates(byte[] pem) throws InvalidPem {
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] der : blocks(pem, CERTIFICATE)) {
      try {
        Certificate read =
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
        certificates.add((X509Certificate) read);
      } catch (CertificateException e) {
        throw new InvalidPem(
            "certificate " + (certificates.size() + 1) + " in the PEM is no X.509 certificate");
      }
    }
    return certificates;
  }

  static PrivateKey privateKey(byte[] pem) throws InvalidPem {
    byte[] der = one(pem, PRIVATE_KEY);
    return (PrivateKey)
        key(PRIVATE_KEY, factory -> factory.generatePrivate(new PKCS8EncodedKeySpec(der)));
  }

  static PublicKey publicKey(byte[] pem) throws InvalidPem {
    byte[] der = one(pem, PUBLIC_KEY);
    return (PublicKey)
        key(PUBLIC_KEY, factory -> factory.generatePublic(new X509EncodedKeySpec(der)));
  }

  private interface KeyReading {
    Key read(KeyFactory factory) throws GeneralSecurityException;
  }

  private static Key key(String label, KeyReading reading) throws InvalidPem {
    for (String algorithm : ALGORITHMS) {
      try {
        return reading.read(KeyFactory.getInstance(algorithm));
      } catch (GeneralSecurityException e) {
        // Not of this algorithm. The cause is dropped on purpose: it may quote the key.
      }
    }
    throw new InvalidPem("the " + label + " is none of " + String.join(", ", ALGORITHMS));
  }

  private static byte[] one(byte[] pem, String label) throws InvalidPem {
    List<byte[]> found = blocks(pem, label);
    if (found.size() != 1) {
      throw new InvalidPem("expected one " + label + " in the PEM, found " + found.size());
    }
    return found.get(0);
  }

  private static List<byte[]> blocks(byte[] pem, String label) throws InvalidPem {
    List<byte[]> found = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(pem, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      if (!matcher.group(1).equals(label)) {
        throw new InvalidPem("expected only " + label + " in the PEM, found something else");
      }
      found.add(decode(matcher.group(2), label));
    }
    if (found.isEmpty()) {
      throw new InvalidPem("no " + label + " in the PEM of " + pem.length + " bytes");
    }
    return found;
  }

  private static byte[] decode(String base64, String label) throws InvalidPem {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidPem("the " + label + " in the PEM is not base64");
    }
  }

  private static String block(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
