package io.restproducer.dev.kubernetes.mock;

/** Placeholder replaced below. */
public final class MockCluster implements AutoCloseable {
  public static MockCluster start() {
    throw new UnsupportedOperationException(
        "the mock API server is not there yet; use -Dapi-server=real");
  }

  public String url() {
    return "";
  }

  @Override
  public void close() {}
}
