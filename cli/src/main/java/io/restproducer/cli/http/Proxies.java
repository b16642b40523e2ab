package io.restproducer.cli.http;

import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Host;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The proxy that curl and other clients would use from here: HTTPS_PROXY and NO_PROXY. */
public final class Proxies {
  private Proxies() {}

  /** The proxy for a host, if there is one. */
  public static Optional<InetSocketAddress> of(Host host, String target) {
    return variable(host, "https_proxy")
        .filter(proxy -> !isExcepted(variable(host, "no_proxy").orElse(""), target))
        .map(Proxies::address);
  }

  private static Optional<String> variable(Host host, String name) {
    return host.variable(name).or(() -> host.variable(name.toUpperCase(Locale.ROOT)));
  }

  private static boolean isExcepted(String list, String target) {
    return Arrays.stream(list.split("[,\\s]+"))
        .map(entry -> entry.replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(
            entry ->
                entry.equals("*")
                    || target.equalsIgnoreCase(entry)
                    || target.toLowerCase(Locale.ROOT).endsWith("." + entry));
  }

  private static InetSocketAddress address(String proxy) {
    try {
      URI uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
      int port = uri.getPort() < 0 ? 1080 : uri.getPort();
      if (uri.getHost() != null) {
        return new InetSocketAddress(uri.getHost(), port);
      }
    } catch (IllegalArgumentException e) {
      throw new Failure(
          "HTTPS_PROXY is no URL: write for example http://proxy.example.com:3128", e);
    }
    throw new Failure("HTTPS_PROXY is no URL: write for example http://proxy.example.com:3128");
  }
}
