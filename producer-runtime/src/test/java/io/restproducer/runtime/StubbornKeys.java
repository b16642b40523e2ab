package io.restproducer.runtime;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows its certificate to a server that does not ask for one of its authority, as attackers do.
 */
final class StubbornKeys extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager keys;

  StubbornKeys(KeyManager[] keys) {
    this.keys = (X509ExtendedKeyManager) keys[0];
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return keys.getClientAliases("EC", null)[0];
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return keys.getClientAliases("EC", null)[0];
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return keys.getClientAliases(keyType, null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String name) {
    return keys.getCertificateChain(name);
  }

  @Override
  public PrivateKey getPrivateKey(String name) {
    return keys.getPrivateKey(name);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return null;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
