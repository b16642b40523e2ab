package io.restproducer.operator.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/** IP addresses in text, in one spelling; must never ask a name server. */
final class IpLiteral {
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private IpLiteral() {}

  /** The JDK's spelling of the address that {@code text} is, or empty when it is none. */
  static Optional<String> canonical(String text) {
    boolean literal = DOTTED.matcher(text).matches() ? IPAddress.isValidIPv4(text) : isIpv6(text);
    if (!literal) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text).getHostAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean isIpv6(String text) {
    return text.indexOf(':') >= 0 && text.indexOf('%') < 0 && IPAddress.isValidIPv6(text);
  }
}
