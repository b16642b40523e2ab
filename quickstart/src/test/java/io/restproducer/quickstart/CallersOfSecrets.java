package io.restproducer.quickstart;

import io.restproducer.dev.kubernetes.caller.PemTls;
import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The kinds of callers that there are, each with what its Secret holds as it is. */
final class CallersOfSecrets {
  private final BriefLives lives;
  private final Path directory;
  private final AtomicInteger files = new AtomicInteger();

  CallersOfSecrets(BriefLives lives, Path directory) {
    this.lives = lives;
    this.directory = directory;
  }

  ReloadingCaller withKey() {
    return caller(
        "key",
        "checkout-api-key",
        data ->
            means(
                data,
                Optional.of(
                    OwnerOnlyFile.write(
                        directory.resolve("api-key-" + files.incrementAndGet()),
                        text(data, "api-key"))),
                PemTls.trusting(text(data, "ca.crt"))));
  }

  ReloadingCaller withPem() {
    return caller(
        "pem",
        "checkout-client-cert-device",
        data ->
            means(
                data,
                Optional.empty(),
                PemTls.showing(
                    text(data, "ca.crt"), text(data, "tls.crt"), text(data, "tls.key"))));
  }

  /** The PKCS#12 stores, as a Java program loads them. */
  ReloadingCaller withStores() {
    return caller(
        "stores",
        "checkout-client-cert-device",
        data -> {
          char[] password = text(data, "password").toCharArray();
          return means(
              data,
              Optional.empty(),
              context(
                  store(data, "keystore.p12", password),
                  password,
                  store(data, "truststore.p12", password)));
        });
  }

  /** The certificate that was signed for a key of the caller's own. */
  ReloadingCaller with(ForeignKey own) {
    return caller(
        "csr",
        "checkout-client-cert-mainframe",
        data ->
            means(
                data,
                Optional.empty(),
                PemTls.showing(
                    text(data, "ca.crt"),
                    text(data, "tls.crt"),
                    Base64.getMimeEncoder().encodeToString(own.key().getEncoded()))));
  }

  private interface Reader {
    ReloadingCaller.Means read(Map<String, String> data)
        throws GeneralSecurityException, IOException;
  }

  private ReloadingCaller caller(String name, String secret, Reader reader) {
    return new ReloadingCaller(
        name,
        () -> lives.secret(secret),
        data -> {
          try {
            return reader.read(data);
          } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the Secret " + secret + " is of no use", e);
          }
        });
  }

  private ReloadingCaller.Means means(
      Map<String, String> data, Optional<Path> apiKeyFile, SSLContext tls) {
    String endpoint = text(data, "endpoint");
    String url = endpoint + "/topics/" + lives.topic() + "/records";
    return new ReloadingCaller.Means(
        Traffic.kept(new HttpPost(endpoint, apiKeyFile, tls), url),
        new OneTimePost(url, apiKeyFile, tls)::send);
  }

  private static SSLContext context(KeyStore own, char[] password, KeyStore authorities)
      throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static KeyStore store(Map<String, String> data, String entry, char[] password)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(bytes(data, entry)), password);
    return store;
  }

  private static String text(Map<String, String> data, String entry) {
    return new String(bytes(data, entry), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Map<String, String> data, String entry) {
    return Base64.getDecoder().decode(data.get(entry));
  }
}
