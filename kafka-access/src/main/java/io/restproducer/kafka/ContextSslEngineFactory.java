package io.restproducer.kafka;

import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.security.auth.SslEngineFactory;

/**
 * Gives Kafka's clients engines of one ready context. Public because Kafka makes it; the context
 * comes to it as an object among the client's options.
 */
public final class ContextSslEngineFactory implements SslEngineFactory {
  static final String CONTEXT = "restproducer.ssl.context";

  private SSLContext context;

  @Override
  public void configure(Map<String, ?> options) {
    context = (SSLContext) options.get(CONTEXT);
  }

  @Override
  public SSLEngine createClientSslEngine(String host, int port, String endpointIdentification) {
    SSLEngine engine = context.createSSLEngine(host, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
    engine.setSSLParameters(parameters);
    return engine;
  }

  @Override
  public SSLEngine createServerSslEngine(String host, int port) {
    throw new UnsupportedOperationException("for clients only");
  }

  /** Other files make another client with another context; nothing changes under this one. */
  @Override
  public boolean shouldBeRebuilt(Map<String, Object> options) {
    return false;
  }

  @Override
  public Set<String> reconfigurableConfigs() {
    return Set.of();
  }

  @Override
  public KeyStore keystore() {
    return null;
  }

  @Override
  public KeyStore truststore() {
    return null;
  }

  @Override
  public void close() {}
}
