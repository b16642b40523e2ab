package io.restproducer.runtime.tls;

import io.restproducer.contract.RuntimeConfiguration.ServerTls;
import io.restproducer.contract.SealedKey;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * What callers may negotiate: TLS 1.3 and 1.2 with AEAD suites and forward secrecy, unless other
 * settings ask for more or less. Each certificate and each trust gets a context of its own: a
 * session of an old one could be resumed in it, and nobody would look at the new ones.
 */
public final class TlsPolicy {
  private static final String TLS_1_2 = "TLSv1.2";
  private static final String TLS_1_3 = "TLSv1.3";

  private static final Pattern OBJECT_IDENTIFIER =
      Pattern.compile("[012](\\.(0|[1-9][0-9]{0,9})){1,20}");

  private final ServerTls wanted;

  /** A policy of settings without {@link #problems}. */
  public TlsPolicy(ServerTls wanted) {
    this.wanted = wanted;
  }

  /** What is wrong with {@code wanted}, each with what to write instead. Loads no TLS class. */
  public static List<String> problems(ServerTls wanted) {
    List<String> problems = new ArrayList<>();
    if (!List.of(TLS_1_2, TLS_1_3).contains(wanted.minVersion())) {
      problems.add("serverTls.minVersion must be TLSv1.2 or TLSv1.3, not " + wanted.minVersion());
    }
    for (String suite : wanted.cipherSuites()) {
      if (!CipherSuites.ALL.contains(suite)) {
        problems.add(
            "serverTls.cipherSuites must be of "
                + String.join(", ", CipherSuites.ALL)
                + "; not "
                + suite);
      }
    }
    if (wanted.minVersion().equals(TLS_1_3)
        && !wanted.cipherSuites().isEmpty()
        && wanted.cipherSuites().stream().noneMatch(CipherSuites.TLS_1_3::contains)) {
      problems.add(
          "serverTls.cipherSuites must have one of "
              + String.join(", ", CipherSuites.TLS_1_3)
              + " where minVersion is TLSv1.3");
    }
    for (String extension : wanted.apiKeyExtensions()) {
      if (!isObjectIdentifier(extension)) {
        problems.add(
            "serverTls.apiKeyExtensions must be object identifiers such as "
                + SealedKey.EXTENSION
                + ", each number below 2147483648; not "
                + extension);
      }
    }
    return problems;
  }

  /** Numbers from 2^31 on make some clients refuse a whole certificate. */
  private static boolean isObjectIdentifier(String text) {
    return OBJECT_IDENTIFIER.matcher(text).matches()
        && Arrays.stream(text.split("\\."))
            .allMatch(number -> Long.parseLong(number) <= Integer.MAX_VALUE);
  }

  /**
   * Takes the suites that were asked for off the Java platform's list of disabled ones, for the
   * whole process; call it before any TLS class is loaded.
   */
  public void permitOlderSuites() {
    DisabledAlgorithms.permit(wanted.cipherSuites());
  }

  /** Versions to enable. */
  public List<String> protocols() {
    return wanted.minVersion().equals(TLS_1_3) ? List.of(TLS_1_3) : List.of(TLS_1_3, TLS_1_2);
  }

  /** Suites to enable, in the order of preference; those that the Java platform lacks are none. */
  public List<String> suites() {
    return wanted.cipherSuites().isEmpty()
        ? Stream.of(CipherSuites.TLS_1_3, CipherSuites.MODERN).flatMap(List::stream).toList()
        : wanted.cipherSuites();
  }

  /** Object identifiers of the certificate extensions in which a sealed key is looked for. */
  public List<String> apiKeyExtensions() {
    return wanted.apiKeyExtensions().isEmpty()
        ? List.of(SealedKey.EXTENSION)
        : wanted.apiKeyExtensions();
  }

  /**
   * A context that presents {@code certificate}.
   *
   * @param trust who vouches for clients; empty: they are not asked for certificates
   * @param mostSessions that are kept to be resumed
   */
  public SSLContext context(
      ServerCertificate certificate, Optional<ClientsTrust> trust, int mostSessions) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      KeyManager[] keys = {new ServerKeys(certificate)};
      context.init(keys, trust.map(ClientsTrust::managers).orElse(new TrustManager[0]), null);
      context.getServerSessionContext().setSessionCacheSize(mostSessions);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }
}
