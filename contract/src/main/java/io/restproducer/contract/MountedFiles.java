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

  private MountedFiles() {}
}
