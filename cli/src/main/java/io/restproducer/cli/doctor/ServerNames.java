package io.restproducer.cli.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The names in a server certificate, as clients compare them with the host in the URL. */
final class ServerNames {
  private static final int DNS = 2;
  private static final int IP = 7;

  private ServerNames() {}

  static boolean cover(X509Certificate certificate, String host) {
    String wanted = host.replaceAll("[\\[\\]]", "");
    return of(certificate).stream().anyMatch(name -> matches(name, wanted));
  }

  static List<String> of(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      if (alternatives != null) {
        for (List<?> alternative : alternatives) {
          int type = (Integer) alternative.get(0);
          if (type == DNS || type == IP) {
            names.add(alternative.get(1).toString());
          }
        }
      }
    } catch (CertificateParsingException e) {
      return List.of();
    }
    return names;
  }

  private static boolean matches(String name, String host) {
    if (name.startsWith("*.")) {
      int dot = host.indexOf('.');
      return dot > 0 && host.substring(dot).equalsIgnoreCase(name.substring(1));
    }
    return name.equalsIgnoreCase(host);
  }
}
