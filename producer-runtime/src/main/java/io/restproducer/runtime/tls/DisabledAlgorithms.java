package io.restproducer.runtime.tls;

import java.security.Security;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The Java platform's list of what TLS must not use. Only suites that were asked for by name come
 * off it; the platform reads it once, before its first TLS class is loaded.
 */
final class DisabledAlgorithms {
  private static final String PROPERTY = "jdk.tls.disabledAlgorithms";

  private DisabledAlgorithms() {}

  /** Lets this process use {@code suites}, where the platform disables them by their names. */
  static void permit(Collection<String> suites) {
    String disabled = Security.getProperty(PROPERTY);
    if (disabled != null) {
      Security.setProperty(PROPERTY, without(disabled, suites));
    }
  }

  /**
   * {@code disabled}, with what names one of {@code suites} replaced by the names of all others
   * that it stands for.
   */
  static String without(String disabled, Collection<String> suites) {
    Set<String> left = new LinkedHashSet<>();
    for (String entry : Arrays.stream(disabled.split(",")).map(String::strip).toList()) {
      List<String> named = named(entry);
      if (named.stream().anyMatch(suites::contains)) {
        named.stream().filter(name -> !suites.contains(name)).forEach(left::add);
      } else {
        left.add(entry);
      }
    }
    return String.join(", ", left);
  }

  /** The suites that {@code entry}, a name in which stars stand for anything, means. */
  private static List<String> named(String entry) {
    List<String> parts = new ArrayList<>();
    for (String part : entry.split("\\*", -1)) {
      parts.add(Pattern.quote(part));
    }
    Pattern name = Pattern.compile(String.join(".*", parts), Pattern.CASE_INSENSITIVE);
    return CipherSuites.ALL.stream().filter(suite -> name.matcher(suite).matches()).toList();
  }
}
