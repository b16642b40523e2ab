package io.restproducer.operator.pki;

/** Reads authorities of server certificates back. */
public final class ServerAuthority {
  private ServerAuthority() {}

  /**
   * The authority of {@code producer}.
   *
   * @throws InvalidPem if certificate, key and name do not fit together
   */
  public static CertifiedKey parse(String producer, byte[] certificatePem, byte[] privateKeyPem)
      throws InvalidPem {
    return AuthorityCheck.parse(producer, "server", certificatePem, privateKeyPem);
  }
}
