package io.restproducer.runtime.connect;

import io.restproducer.contract.EndpointAddresses;
import io.restproducer.runtime.tls.ServerAuthorities;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page that tells people how to connect, and all files that belong to it, ready to be sent.
 * Whatever is in it may be known to everybody.
 */
public final class ConnectPage {
  /** A browser asks each time whether it has changed: an authority may be new. */
  private static final String CACHE_CONTROL = "no-cache";

  private static final String PEM = "/ca.crt";
  private static final String TRUST_STORE = "/ca.p12";

  private final Map<String, StaticContent> byPath = new LinkedHashMap<>();

  private final EndpointAddresses addresses;
  private final List<X509Certificate> authorities;

  private ConnectPage(EndpointAddresses addresses, List<X509Certificate> authorities) {
    this.addresses = addresses;
    this.authorities = authorities;
  }

  /** The page of {@code instance}; makes a trust store, which takes some milliseconds. */
  public static ConnectPage of(
      Instance instance, EndpointAddresses addresses, ServerAuthorities authorities) {
    ConnectPage page = new ConnectPage(addresses, authorities.certificates());
    page.add("/", "text/html; charset=utf-8", resource("connect.html"));
    page.add("/connect.css", "text/css; charset=utf-8", resource("connect.css"));
    page.add("/connect.js", "text/javascript; charset=utf-8", resource("connect.js"));
    page.add(PEM, "application/x-pem-file", authorities.pem());
    page.add(TRUST_STORE, "application/x-pkcs12", authorities.trustStore());
    for (int i = 0; i < page.authorities.size(); i++) {
      X509Certificate authority = page.authorities.get(i);
      page.add(derPath(i), "application/pkix-cert", ServerAuthorities.der(authority));
    }
    page.add(
        "/connect.json",
        "application/json",
        new ConnectFacts(instance, addresses, page.authorities).toJson());
    return page;
  }

  /** Whether it tells of these; an instance is always the same. */
  public boolean isOf(EndpointAddresses others, ServerAuthorities trusted) {
    return addresses.equals(others) && authorities.equals(trusted.certificates());
  }

  /** What lies at {@code path}. */
  public Optional<StaticContent> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** DER has one certificate a file: that of the present signer, then the others. */
  static String derPath(int index) {
    return index == 0 ? "/ca.der" : "/ca-%d.der".formatted(index + 1);
  }

  private static byte[] resource(String file) {
    return StaticContent.resource("/connect/" + file);
  }

  private void add(String path, String type, byte[] body) {
    byPath.put(path, new StaticContent(type, CACHE_CONTROL, body));
  }
}
