package io.restproducer.runtime.connect;

import io.restproducer.contract.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Bytes that are served as they are, made once. */
public final class StaticContent {
  private static final int TAG_DIGITS = 32;

  private final String type;
  private final String cacheControl;
  private final byte[] body;
  private final String tag;

  /**
   * What is served.
   *
   * @param type for {@code Content-Type}
   * @param cacheControl for {@code Cache-Control}
   * @param body never changed from now on
   */
  public StaticContent(String type, String cacheControl, byte[] body) {
    this.type = type;
    this.cacheControl = cacheControl;
    this.body = body;
    this.tag = "\"" + Sha256.of(body).hex().substring(0, TAG_DIGITS) + "\"";
  }

  /** The bytes of a file that is part of this program. */
  public static byte[] resource(String path) {
    try (InputStream in = StaticContent.class.getResourceAsStream(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }

  public String type() {
    return type;
  }

  public String cacheControl() {
    return cacheControl;
  }

  /** To be read only. */
  public byte[] body() {
    return body;
  }

  /** A strong entity tag. */
  public String tag() {
    return tag;
  }
}
