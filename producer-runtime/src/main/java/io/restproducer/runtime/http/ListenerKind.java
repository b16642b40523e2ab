package io.restproducer.runtime.http;

/** The two HTTPS listeners; they differ in where the key of a request lies. */
public enum ListenerKind {
  /** In a header. */
  API("api", "API_PORT"),
  /** Sealed in the client certificate. */
  CLIENT_AUTH("clientAuth", "CLIENT_AUTH_PORT");

  private final String label;
  private final String variable;

  ListenerKind(String label, String variable) {
    this.label = label;
    this.variable = variable;
  }

  /** Its name in settings, logs and metrics. */
  public String label() {
    return label;
  }

  /** The environment variable that sets its port. */
  public String variable() {
    return variable;
  }
}
