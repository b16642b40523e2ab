package io.restproducer.runtime.authn;

import io.restproducer.contract.ApiKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Reads an API key out of {@code Bearer <key>}, or {@code Basic} with user {@code token}. */
public final class AuthorizationHeader {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String USER = "token:";
  private static final int LONGEST = 256;

  private AuthorizationHeader() {}

  /** The well-formed key in {@code value}, if there is one. */
  public static Optional<ApiKey> key(String value) {
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    if (startsWith(value, BEARER)) {
      return ApiKey.parse(value.substring(BEARER.length()).strip());
    }
    return startsWith(value, BASIC) ? password(value.substring(BASIC.length())) : Optional.empty();
  }

  private static boolean startsWith(String value, String scheme) {
    return value.regionMatches(true, 0, scheme, 0, scheme.length());
  }

  private static Optional<ApiKey> password(String base64) {
    try {
      byte[] decoded = Base64.getDecoder().decode(base64.strip());
      String pair = new String(decoded, StandardCharsets.ISO_8859_1);
      return pair.startsWith(USER) ? ApiKey.parse(pair.substring(USER.length())) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
