package io.restproducer.contract;

/** Paths inside the runtime's configuration directory, one projected volume in a pod. */
public final class MountedFiles {
  /** {@link RuntimeConfiguration} as JSON, from an immutable ConfigMap. */
  public static final String CONFIGURATION = "runtime.json";

  /** {@link SignedKeyTable}; also the data key of its Secret. */
  public static final String KEY_TABLE = "key-table";

  /** PEM chain of the server certificate, leaf first. */
  public static final String SERVER_CERTIFICATE = "server-tls/tls.crt";

  /** PEM private key of the server certificate, PKCS#8. */
  public static final String SERVER_KEY = "server-tls/tls.key";

  /** PEM of the authorities whose client certificates are accepted. */
  public static final String CLIENTS_TRUST = "clients-trust/ca.crt";

  /** Directory of {@link SealingKey}s, each {@code <id>.key} with its 32 bytes. */
  public static final String SEALING_KEYS = "sealing-keys";

  /** Directory of everything about Kafka that is read at once: the files below. */
  public static final String KAFKA = "kafka";

  /**
   * Directory of PEM certificates that sign those of the brokers; each lies at {@code <name of the
   * Secret>/<key>}.
   */
  public static final String KAFKA_TRUST = KAFKA + "/trust";

  /** The password of a SASL account, UTF-8. */
  public static final String KAFKA_PASSWORD = KAFKA + "/password";

  /** PEM chain of the client certificate, leaf first. */
  public static final String KAFKA_CERTIFICATE = KAFKA + "/tls.crt";

  /** PEM private key of the client certificate, PKCS#8. */
  public static final String KAFKA_KEY = KAFKA + "/tls.key";

  /**
   * {@link EndpointAddresses} as JSON. Without it, or without the file below, there is no connect
   * page.
   */
  public static final String ENDPOINT_ADDRESSES = "connect-page/endpoints.json";

  /** PEM of the authorities that callers trust, that of the present signer first. */
  public static final String SERVER_AUTHORITIES = "connect-page/ca.crt";

  private MountedFiles() {}
}
