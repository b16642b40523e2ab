package io.restproducer.operator;

import io.fabric8.kubernetes.client.VersionInfo;

/** The oldest Kubernetes that can run what the operator makes: preStop.sleep came with 1.30. */
final class ServerVersion {
  private static final int MAJOR = 1;
  private static final int MINOR = 30;

  private ServerVersion() {}

  /**
   * Lets a server pass that is new enough.
   *
   * @throws UnsupportedServer that says both versions and what to do
   */
  static void require(VersionInfo server) {
    int major = number(server.getMajor());
    int minor = number(server.getMinor());
    if (major < MAJOR || major == MAJOR && minor < MINOR) {
      throw new UnsupportedServer(
          "the API server is Kubernetes %d.%d and %d.%d or newer is needed: upgrade the cluster"
              .formatted(major, minor, MAJOR, MINOR));
    }
  }

  /** Some providers write 30+. */
  private static int number(String text) {
    String digits = text == null ? "" : text.replaceAll("[^0-9].*", "");
    if (digits.isEmpty()) {
      throw new UnsupportedServer(
          "the API server does not say which Kubernetes it is (\"%s\"): %d.%d or newer is needed"
              .formatted(text, MAJOR, MINOR));
    }
    return Integer.parseInt(digits);
  }

  /** Only a person can put this right: the process ends. */
  static final class UnsupportedServer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnsupportedServer(String message) {
      super(message);
    }
  }
}
