package io.restproducer.operator.pods;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a pod's address into a URI; must never let a name be looked up or leave the pod network.
 */
final class PodAddress {
  private static final Pattern IPV4 =
      Pattern.compile(
          "(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f:.]+");
  private static final int MAX_PORT = 65535;

  private PodAddress() {}

  /** The URI, or empty if the address is no unicast IP literal or link-local (cloud metadata). */
  static Optional<URI> uri(PodEndpoint pod, String path) {
    String text = pod.address();
    boolean ipv6 = IPV6.matcher(text).matches();
    if (!ipv6 && !IPV4.matcher(text).matches() || pod.port() < 1 || pod.port() > MAX_PORT) {
      return Optional.empty();
    }
    return isUnicast(text)
        ? Optional.of(
            URI.create("http://" + (ipv6 ? "[" + text + "]" : text) + ":" + pod.port() + path))
        : Optional.empty();
  }

  private static boolean isUnicast(String literal) {
    try {
      InetAddress address = InetAddress.getByName(literal);
      return !address.isAnyLocalAddress()
          && !address.isMulticastAddress()
          && !address.isLinkLocalAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
