package io.restproducer.cli.credentials;

import io.restproducer.cli.host.Failure;
import io.restproducer.contract.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A certificate request as the user has it, on its way into a spec. The operator is the one that
 * judges it; here only its public key is looked for, which names it.
 */
public final class CertificateRequest {
  /** Bytes of a request that are taken. */
  public static final int MOST = 16 * 1024;

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]+)-----END ");
  private static final int DIGITS = 24;
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private final byte[] content;
  private final Optional<byte[]> der;

  private CertificateRequest(byte[] content, Optional<byte[]> der) {
    this.content = content;
    this.der = der;
  }

  /**
   * Takes the content of a file.
   *
   * @param isDer whether the user says that it is DER
   * @throws Failure if a private key is in it, or it is empty
   */
  public static CertificateRequest of(byte[] content, boolean isDer) {
    if (content.length == 0) {
      throw new Failure("the request is empty: make one, for example with openssl req -new");
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.contains("PRIVATE KEY")) {
      throw new Failure(
          "there is a private key in the file: nothing was sent; give the certificate request alone (BEGIN CERTIFICATE REQUEST)");
    }
    return new CertificateRequest(
        content.clone(), isDer ? Optional.of(content.clone()) : decoded(text));
  }

  /** As it stands in {@code clientCertificates[].csr}. */
  public String inSpec() {
    return isAsciiPem()
        ? new String(content, StandardCharsets.US_ASCII)
        : Base64.getEncoder().encodeToString(content);
  }

  /** Whether a {@code csr} field of a spec holds the very same request, however written. */
  public boolean isSameAs(String inSpec) {
    Optional<byte[]> other = decoded(inSpec).or(() -> base64(inSpec));
    return inSpec.equals(inSpec())
        || other
            .filter(bytes -> der.filter(own -> Arrays.equals(own, bytes)).isPresent())
            .isPresent();
  }

  /** The name of its entry: the same for one public key, in PEM or in DER. */
  public String entryName() {
    return "csr-" + Sha256.of(publicKey().orElse(content)).hex().substring(0, DIGITS);
  }

  /** SubjectPublicKeyInfo in DER, if the request can be read here. */
  public Optional<byte[]> publicKey() {
    return der.flatMap(CertificateRequest::publicKey);
  }

  private boolean isAsciiPem() {
    boolean ascii = true;
    for (byte b : content) {
      ascii &= b > 0;
    }
    return ascii && PEM.matcher(new String(content, StandardCharsets.US_ASCII)).find();
  }

  private static Optional<byte[]> decoded(String text) {
    Matcher pem = PEM.matcher(text);
    return pem.find() ? base64(pem.group(1)) : Optional.empty();
  }

  private static Optional<byte[]> base64(String text) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** SEQUENCE { SEQUENCE { version, subject, subjectPublicKeyInfo, … }, … }. */
  private static Optional<byte[]> publicKey(byte[] der) {
    try {
      ByteBuffer outer = value(ByteBuffer.wrap(der), SEQUENCE);
      ByteBuffer info = value(outer, SEQUENCE);
      value(info, INTEGER);
      value(info, SEQUENCE);
      int start = info.position();
      value(info, SEQUENCE);
      byte[] key = new byte[info.position() - start];
      info.position(start);
      info.get(key);
      return Optional.of(key);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  /** The content of one DER element, which is then passed by. */
  private static ByteBuffer value(ByteBuffer in, int tag) {
    if ((in.get() & 0xff) != tag) {
      throw new IllegalArgumentException("another element");
    }
    int length = in.get() & 0xff;
    if (length > 0x82) {
      throw new IllegalArgumentException("too long");
    } else if (length > 0x80) {
      int octets = length & 0x7f;
      length = 0;
      for (int i = 0; i < octets; i++) {
        length = length << 8 | in.get() & 0xff;
      }
    }
    ByteBuffer value = in.slice().limit(length);
    in.position(in.position() + length);
    return value;
  }
}
