package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where callers find both endpoints, for the connect page: the file {@link
 * MountedFiles#ENDPOINT_ADDRESSES}. It may change while the runtime runs.
 *
 * @param api {@code https://host:port}, credential in a header
 * @param clientAuth the same for client certificates; empty: there is none
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EndpointAddresses(String api, Optional<String> clientAuth) {
  /** What is put into commands that people copy has no blank, quote or control character. */
  private static final Pattern URL =
      Pattern.compile("https://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}");

  public EndpointAddresses {
    clientAuth = clientAuth == null ? Optional.empty() : clientAuth;
  }

  /** The file's bytes: equal addresses give equal bytes. */
  public byte[] toJson() {
    return ContractJson.write(this);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is not JSON of this shape, or an address is none
   */
  public static EndpointAddresses parse(byte[] json) {
    EndpointAddresses read =
        ContractJson.read(json, EndpointAddresses.class, IllegalArgumentException::new);
    check("api", read.api());
    read.clientAuth().ifPresent(url -> check("clientAuth", url));
    return read;
  }

  private static void check(String name, String url) {
    if (url == null || !URL.matcher(url).matches()) {
      throw new IllegalArgumentException(name + " is not https://host:port");
    }
  }
}
