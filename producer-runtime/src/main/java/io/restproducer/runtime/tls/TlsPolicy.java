package io.restproducer.runtime.tls;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * TLS 1.3 and 1.2 with AEAD suites and forward secrecy. Every certificate gets a context of its
 * own, because sessions resumed in an old one would never look at the new one.
 */
public final class TlsPolicy {
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  private TlsPolicy() {}

  /** A context that presents {@code certificate} and asks for no client certificate. */
  public static SSLContext context(ServerCertificate certificate) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = {new ServerKeys(certificate)};
      context.init(keys, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  /** The suites to enable, in the order of preference of this Java platform. */
  public static List<String> suites(SSLContext context) {
    return Arrays.stream(context.getDefaultSSLParameters().getCipherSuites())
        .filter(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
        .filter(suite -> suite.startsWith("TLS_ECDHE_") || !suite.contains("_WITH_"))
        .toList();
  }
}
