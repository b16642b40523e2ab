package io.restproducer.runtime.http;

import io.restproducer.contract.Sha256;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What this API says of itself in OpenAPI: bytes that never change while this program runs. */
final class ApiDescription {
  /** Another version of this program may follow soon. */
  static final String CACHE_CONTROL = "public, max-age=300";

  /** Where it is asked for, and where it lies among this program's resources. */
  static final String PATH = "/openapi.json";

  private static final int TAG_DIGITS = 32;

  private final byte[] json;
  private final String tag;

  private ApiDescription(byte[] json) {
    this.json = json;
    this.tag = "\"" + Sha256.of(json).hex().substring(0, TAG_DIGITS) + "\"";
  }

  /** The description that is part of this program. */
  static ApiDescription read() {
    try (InputStream in = ApiDescription.class.getResourceAsStream(PATH)) {
      return new ApiDescription(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(PATH + " cannot be read", e);
    }
  }

  /** To be read only. */
  byte[] json() {
    return json;
  }

  /** A strong entity tag. */
  String tag() {
    return tag;
  }

  /** Whether {@code ifNoneMatch}, which may be null, has this description's tag in its list. */
  boolean isKnown(HeaderValues ifNoneMatch) {
    // A tag holds no quotation mark, so the quoted one is found nowhere but in its own place.
    return ifNoneMatch != null
        && ifNoneMatch.stream().anyMatch(list -> list.contains(tag) || list.strip().equals("*"));
  }
}
