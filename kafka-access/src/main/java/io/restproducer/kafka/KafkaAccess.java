package io.restproducer.kafka;

import static io.restproducer.contract.MountedFiles.KAFKA_CERTIFICATE;
import static io.restproducer.contract.MountedFiles.KAFKA_KEY;
import static io.restproducer.contract.MountedFiles.KAFKA_PASSWORD;
import static io.restproducer.contract.MountedFiles.KAFKA_TRUST;

import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Authentication;
import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import io.restproducer.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * Where a Kafka cluster is, whom to trust there and as whom to speak: one immutable state of
 * configuration and files. Two are equal when nothing differs between them.
 */
public final class KafkaAccess {
  private final String bootstrapServers;
  private final Optional<SSLContext> tls;
  private final Optional<Account> account;
  private final Sha256 digest;

  private KafkaAccess(
      String bootstrapServers, Optional<SSLContext> tls, Optional<Account> account, Sha256 digest) {
    this.bootstrapServers = bootstrapServers;
    this.tls = tls;
    this.account = account;
    this.digest = digest;
  }

  /** A cluster without TLS and accounts. */
  public static KafkaAccess plain(String bootstrapServers) {
    RuntimeConfiguration.Kafka kafka = new RuntimeConfiguration.Kafka(bootstrapServers, Map.of());
    return new KafkaAccess(
        bootstrapServers, Optional.empty(), Optional.empty(), digest(kafka, new TreeMap<>()));
  }

  /** Whether {@code kafka} can be reached without any file. */
  public static boolean needsNoFile(RuntimeConfiguration.Kafka kafka) {
    return kafka.authentication().isEmpty()
        && kafka.tls().map(RuntimeConfiguration.Tls::publicAuthorities).orElse(true);
  }

  /**
   * The cluster that {@code kafka} describes.
   *
   * @param files by their paths as in {@link io.restproducer.contract.MountedFiles}; only those
   *     about Kafka are looked at
   * @throws InvalidKafkaFile if one that is needed is missing or has wrong content
   */
  public static KafkaAccess open(RuntimeConfiguration.Kafka kafka, Map<String, byte[]> files)
      throws InvalidKafkaFile {
    SortedMap<String, byte[]> used = new TreeMap<>();
    Optional<SSLContext> tls = Optional.empty();
    Optional<Authentication> authentication = kafka.authentication();
    if (kafka.tls().isPresent()) {
      TrustManager[] trust = null;
      if (!kafka.tls().get().publicAuthorities()) {
        SortedMap<String, byte[]> trusted = inTrust(files);
        trust = ClientTls.trusting(trusted);
        used.putAll(trusted);
      }
      KeyManager[] keys = null;
      if (authentication.filter(a -> a.mechanism() == Mechanism.TLS).isPresent()) {
        keys =
            ClientTls.presenting(
                take(KAFKA_CERTIFICATE, files, used), take(KAFKA_KEY, files, used));
      }
      tls = Optional.of(ClientTls.context(trust, keys));
    }
    Optional<Account> account = Optional.empty();
    if (authentication.filter(a -> a.mechanism() != Mechanism.TLS).isPresent()) {
      Authentication wanted = authentication.get();
      account =
          Optional.of(
              new Account(
                  wanted.mechanism(),
                  wanted.username().orElseThrow(),
                  Password.parse(take(KAFKA_PASSWORD, files, used))));
    }
    return new KafkaAccess(kafka.bootstrapServers(), tls, account, digest(kafka, used));
  }

  /**
   * The options of any Kafka client that reaches the cluster. Secrets are in objects that show
   * nothing, never in text: Kafka prints its options.
   */
  public Map<String, Object> options() {
    Map<String, Object> options = new HashMap<>();
    options.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    options.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol().name);
    tls.ifPresent(
        context -> {
          options.put(
              SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ContextSslEngineFactory.class.getName());
          options.put(ContextSslEngineFactory.CONTEXT, context);
        });
    account.ifPresent(
        who -> {
          options.put(SaslConfigs.SASL_MECHANISM, who.mechanism());
          options.put(SaslConfigs.SASL_JAAS_CONFIG, who.loginModule() + " required;");
          options.put(
              SaslConfigs.SASL_CLIENT_CALLBACK_HANDLER_CLASS,
              AccountCallbackHandler.class.getName());
          options.put(AccountCallbackHandler.ACCOUNT, who);
        });
    return options;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KafkaAccess that && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    return bootstrapServers
        + " ("
        + protocol().name
        + account.map(who -> ", " + who).orElse("")
        + ")";
  }

  private SecurityProtocol protocol() {
    if (tls.isPresent()) {
      return account.isPresent() ? SecurityProtocol.SASL_SSL : SecurityProtocol.SSL;
    }
    return account.isPresent() ? SecurityProtocol.SASL_PLAINTEXT : SecurityProtocol.PLAINTEXT;
  }

  private static SortedMap<String, byte[]> inTrust(Map<String, byte[]> files) {
    SortedMap<String, byte[]> trusted = new TreeMap<>();
    files.forEach(
        (file, content) -> {
          if (file.startsWith(KAFKA_TRUST + "/")) {
            trusted.put(file, content);
          }
        });
    return trusted;
  }

  private static byte[] take(String file, Map<String, byte[]> files, Map<String, byte[]> used)
      throws InvalidKafkaFile {
    byte[] content = files.get(file);
    if (content == null) {
      throw new InvalidKafkaFile(file, "is not there");
    }
    used.put(file, content);
    return content;
  }

  private static Sha256 digest(RuntimeConfiguration.Kafka kafka, SortedMap<String, byte[]> used) {
    StringBuilder all = new StringBuilder();
    all.append(kafka.bootstrapServers()).append(kafka.tls()).append(kafka.authentication());
    used.forEach((file, content) -> all.append(file).append(Sha256.of(content)));
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
