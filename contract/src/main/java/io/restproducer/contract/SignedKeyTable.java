package io.restproducer.contract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The key table as it is stored and sent: {@code "RPKT" | format major (1 byte) | Ed25519 signature
 * (64 bytes) | gzip of JSON}. The signature covers everything else in the file and is checked
 * before anything is unpacked.
 */
public final class SignedKeyTable {
  /** Content type of the bytes on the management port. */
  public static final String CONTENT_TYPE = "application/vnd.restproducer.key-table";

  private static final byte[] MAGIC = "RPKT".getBytes(StandardCharsets.US_ASCII);
  private static final byte FORMAT = 1;
  private static final int SIGNATURE_START = MAGIC.length + 1;
  private static final int SIGNATURE_LENGTH = 64;
  private static final int CONTENT_START = SIGNATURE_START + SIGNATURE_LENGTH;
  private static final int MAX_JSON = 64 << 20;

  private SignedKeyTable() {}

  /**
   * The signed bytes of {@code table}.
   *
   * @param signer an Ed25519 private key
   */
  public static byte[] sign(KeyTable table, PrivateKey signer) {
    try {
      byte[] content = gzip(ContractJson.write(table));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(signer);
      update(signature, FORMAT, content, 0);
      return ByteBuffer.allocate(CONTENT_START + content.length)
          .put(MAGIC)
          .put(FORMAT)
          .put(signature.sign())
          .put(content)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key table cannot be signed with this key", e);
    }
  }

  /**
   * The table in {@code bytes}, once its signature is found to be {@code signer}'s.
   *
   * @throws InvalidKeyTable if it is no whole key table, of an unknown format, signed by another,
   *     or for another RestProducer than {@code expected}
   */
  public static KeyTable open(byte[] bytes, PublicKey signer, ProducerId expected)
      throws InvalidKeyTable {
    if (bytes.length < CONTENT_START || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, 4)) {
      throw new InvalidKeyTable("these " + bytes.length + " bytes are not a key table");
    }
    byte format = bytes[MAGIC.length];
    if (format != FORMAT) {
      throw new InvalidKeyTable("key table format " + format + ", this runtime reads " + FORMAT);
    }
    if (!verifies(bytes, format, signer)) {
      throw new InvalidKeyTable("the signature is not that of this RestProducer's operator");
    }
    KeyTable table = ContractJson.read(gunzip(bytes), KeyTable.class, InvalidKeyTable::new);
    if (!expected.equals(table.producer())) {
      throw new InvalidKeyTable("a key table for " + table.producer() + ", not for " + expected);
    }
    for (KeyEntry entry : table.entries()) {
      if (!isWhole(entry)) {
        throw new InvalidKeyTable(
            "a key table with an entry without id, sha256, serviceId, role, the text of a topic"
                + " or the public key it is sealed in");
      }
    }
    return table;
  }

  /** What is absent in JSON is null; requests could not be judged by it. */
  private static boolean isWhole(KeyEntry entry) {
    return entry.id() != null
        && entry.sha256() != null
        && entry.serviceId() != null
        && entry.role() != null
        && entry.topics().stream().noneMatch(topic -> topic.text() == null)
        && entry.sealedIn().filter(in -> in.publicKey() == null).isEmpty();
  }

  private static boolean verifies(byte[] bytes, byte format, PublicKey signer) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(signer);
      update(signature, format, bytes, CONTENT_START);
      return signature.verify(bytes, SIGNATURE_START, SIGNATURE_LENGTH);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void update(Signature signature, byte format, byte[] content, int from)
      throws GeneralSecurityException {
    signature.update(MAGIC);
    signature.update(format);
    signature.update(content, from, content.length - from);
  }

  private static byte[] gzip(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be written", e);
    }
    return out.toByteArray();
  }

  private static byte[] gunzip(byte[] bytes) throws InvalidKeyTable {
    ByteArrayInputStream in =
        new ByteArrayInputStream(bytes, CONTENT_START, bytes.length - CONTENT_START);
    try (GZIPInputStream gzip = new GZIPInputStream(in)) {
      byte[] json = gzip.readNBytes(MAX_JSON + 1);
      if (json.length > MAX_JSON) {
        throw new InvalidKeyTable("the key table unpacks to more than " + MAX_JSON + " bytes");
      }
      return json;
    } catch (IOException e) {
      throw new InvalidKeyTable("the key table does not unpack: " + e.getMessage());
    }
  }
}
