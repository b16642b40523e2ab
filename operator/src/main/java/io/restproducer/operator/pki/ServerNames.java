package io.restproducer.operator.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names a server certificate is for, each once, in the order given; the first is its common
 * name where it fits.
 *
 * @param dnsNames lower case, without a trailing dot
 * @param ipAddresses IPv4 and IPv6 in the JDK's spelling
 */
public record ServerNames(List<String> dnsNames, List<String> ipAddresses) {
  private static final String LABEL = "[a-z0-9_]([-a-z0-9_]{0,61}[a-z0-9_])?";
  private static final Pattern DNS = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
  private static final int DNS_LENGTH = 253;
  private static final int SAN_DNS = 2;
  private static final int SAN_IP = 7;

  public ServerNames {
    dnsNames = List.copyOf(dnsNames);
    ipAddresses = List.copyOf(ipAddresses);
  }

  /**
   * Sorts hosts into names and addresses.
   *
   * @throws IllegalArgumentException if there is none, or one is neither a DNS name nor an address
   */
  public static ServerNames of(Collection<String> hosts) {
    Set<String> dnsNames = new LinkedHashSet<>();
    Set<String> ipAddresses = new LinkedHashSet<>();
    for (String host : hosts) {
      Optional<String> address = IpLiteral.canonical(host);
      if (address.isPresent()) {
        ipAddresses.add(address.get());
      } else {
        dnsNames.add(dnsName(host));
      }
    }
    if (dnsNames.isEmpty() && ipAddresses.isEmpty()) {
      throw new IllegalArgumentException("a server certificate needs at least one name");
    }
    return new ServerNames(List.copyOf(dnsNames), List.copyOf(ipAddresses));
  }

  /** Whether both list the same names, in whatever order. */
  public boolean sameAs(ServerNames other) {
    return Set.copyOf(dnsNames).equals(Set.copyOf(other.dnsNames))
        && Set.copyOf(ipAddresses).equals(Set.copyOf(other.ipAddresses));
  }

  /** The alternative names in {@code certificate}; none at all if they cannot be read. */
  static ServerNames in(X509Certificate certificate) {
    List<String> dnsNames = new ArrayList<>();
    List<String> ipAddresses = new ArrayList<>();
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      for (List<?> name : names == null ? List.<List<?>>of() : names) {
        if (name.get(0).equals(SAN_DNS)) {
          dnsNames.add((String) name.get(1));
        } else if (name.get(0).equals(SAN_IP)) {
          IpLiteral.canonical((String) name.get(1)).ifPresent(ipAddresses::add);
        }
      }
    } catch (CertificateParsingException e) {
      return new ServerNames(List.of(), List.of());
    }
    return new ServerNames(dnsNames, ipAddresses);
  }

  private static String dnsName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.length() > DNS_LENGTH || !DNS.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + host
              + "' is neither a DNS name (at most "
              + DNS_LENGTH
              + " characters, labels of 1 to 63 letters, digits and '-') nor an IP address");
    }
    return name;
  }
}
