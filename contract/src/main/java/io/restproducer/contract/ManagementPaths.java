package io.restproducer.contract;

/** Paths of the runtime's management port that the operator calls or writes into probes. */
public final class ManagementPaths {
  /** {@code GET}: {@link StatusReport} as JSON. */
  public static final String STATUS = "/status";

  /**
   * {@code PUT} of {@link SignedKeyTable} bytes. 200: loaded, or already had this very revision;
   * 409: has a newer one; 400: not a table it may load. The body of 200 and 409 is a {@link
   * StatusReport}, of 400 a text that says why.
   */
  public static final String KEY_TABLE = "/key-table";

  /** {@code GET}: 200 while the process lives. */
  public static final String LIVE = "/livez";

  /** {@code GET}: 200 while the pod should get requests, else 503 and the reason. */
  public static final String READY = "/readyz";

  private ManagementPaths() {}
}
