package io.restproducer.cli.credentials;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.restproducer.cli.cluster.Cluster;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The authorities that callers of one RestProducer trust; the one that signs now comes first. */
public final class TrustBundle {
  private static final int FORBIDDEN = 403;
  private static final String DEFAULT_KEY = "ca.crt";

  private final byte[] pem;
  private final List<X509Certificate> certificates;

  private TrustBundle(byte[] pem, List<X509Certificate> certificates) {
    this.pem = pem;
    this.certificates = certificates;
  }

  /** Reads a PEM file of certificates. */
  public static TrustBundle of(byte[] pem) {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw new Failure("there is no certificate in the server's CA bundle");
      }
      return new TrustBundle(pem.clone(), certificates);
    } catch (CertificateException e) {
      throw new Failure("the server's CA bundle cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Fetches it: the ConfigMap that status names, else the Secret, else what any ServiceId of the
   * user's namespace has in its own Secret.
   */
  public static TrustBundle fetch(Cluster cluster, Resource instance) {
    String key = instance.text("/status/caCertificate/key").orElse(DEFAULT_KEY);
    Optional<byte[]> found =
        allowed(
                () ->
                    instance
                        .text("/status/caCertificate/configMapName")
                        .flatMap(name -> cluster.configMap(instance.namespace(), name))
                        .map(data -> data.get(key))
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII)))
            .or(
                () ->
                    allowed(
                        () ->
                            instance
                                .text("/status/caCertificate/secretName")
                                .flatMap(name -> cluster.secret(instance.namespace(), name))
                                .map(data -> data.get(key))))
            .or(() -> allowed(() -> beside(cluster, instance)));
    return of(
        found.orElseThrow(
            () ->
                new Failure(
                    "no CA certificate of RestProducer %s can be read: it is not there yet, or you have not the right to read the ConfigMap that status.caCertificate names"
                        .formatted(instance.id()))));
  }

  /** As it is written for clients. */
  public byte[] pem() {
    return pem.clone();
  }

  /** The authorities, current signer first. */
  public List<X509Certificate> certificates() {
    return certificates;
  }

  /** The same as a PKCS#12 trust store. */
  public byte[] pkcs12(char[] password) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      keyStore().store(bytes, password);
      return bytes.toByteArray();
    } catch (GeneralSecurityException | IOException e) {
      throw new Failure("cannot make a PKCS#12 store: " + e.getMessage(), e);
    }
  }

  /** The same as a store in memory. */
  public KeyStore keyStore() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("ca-" + (i + 1), certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new Failure("cannot use the server's CA: " + e.getMessage(), e);
    }
  }

  private static Optional<byte[]> beside(Cluster cluster, Resource instance) {
    return cluster.list(Kind.SERVICE_ID, cluster.namespace()).stream()
        .filter(
            id ->
                instance.name().equals(id.json().at("/spec/restProducerRef/name").asText())
                    && instance
                        .namespace()
                        .equals(id.text("/spec/restProducerRef/namespace").orElse(id.namespace())))
        .flatMap(id -> id.text("/status/apiKeySecretName").stream())
        .flatMap(name -> cluster.secret(cluster.namespace(), name).stream())
        .flatMap(data -> Optional.ofNullable(data.get(DEFAULT_KEY)).stream())
        .findFirst();
  }

  private static Optional<byte[]> allowed(java.util.function.Supplier<Optional<byte[]>> read) {
    try {
      return read.get();
    } catch (KubernetesClientException e) {
      if (e.getCode() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
