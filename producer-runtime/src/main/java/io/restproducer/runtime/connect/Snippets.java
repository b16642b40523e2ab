package io.restproducer.runtime.connect;

import io.restproducer.contract.EndpointAddresses;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs and commands to be copied, filled in with everything but the topic. They lie in {@code
 * connect/snippets} with {@code @PLACEHOLDERS@}, which no language of theirs uses.
 */
final class Snippets {
  /** Those whose caller has an API key. */
  private static final List<String> WITH_KEY =
      List.of(
          "curl.sh",
          "openssl.sh",
          "keytool.sh",
          "Produce.java",
          "produce.py",
          "produce.go",
          "produce.mjs");

  /** Those whose caller has a client certificate; they are none where there is no such endpoint. */
  private static final List<String> WITH_CERTIFICATE =
      List.of("wget.sh", "cics.txt", "datapower.js");

  private final EndpointAddresses addresses;

  Snippets(EndpointAddresses addresses) {
    this.addresses = addresses;
  }

  /** The texts by their file's name; {@code @TOPIC@} is left for the reader to say. */
  Map<String, String> texts() {
    Map<String, String> values = values("API", addresses.api());
    Map<String, String> texts = new HashMap<>();
    WITH_KEY.forEach(file -> texts.put(file, filled(file, values)));
    addresses
        .clientAuth()
        .map(url -> values("CLIENT_AUTH", url))
        .ifPresent(own -> WITH_CERTIFICATE.forEach(file -> texts.put(file, filled(file, own))));
    return texts;
  }

  private static Map<String, String> values(String endpoint, String url) {
    URI uri = URI.create(url);
    String host = uri.getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean address = host.startsWith("[") || bare.matches("[0-9.]+");
    return Map.of(
        endpoint + "_URL",
        url,
        endpoint + "_AUTHORITY",
        uri.getRawAuthority(),
        endpoint + "_HOST",
        bare,
        endpoint + "_PORT",
        Integer.toString(uri.getPort()),
        endpoint + "_VERIFY",
        address ? "-verify_ip" : "-verify_hostname");
  }

  private static String filled(String file, Map<String, String> values) {
    String text =
        new String(StaticContent.resource("/connect/snippets/" + file), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("@" + value.getKey() + "@", value.getValue());
    }
    return text;
  }
}
