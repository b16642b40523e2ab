package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one revision of the runtime is told and cannot change while running: the file {@link
 * MountedFiles#CONFIGURATION}. It holds no secret. The two size limits stand in the environment
 * ({@link RuntimeEnvironment}).
 *
 * @param version major version of this format, {@link #VERSION}
 * @param producer the RestProducer this runtime serves
 * @param listeners ports to bind
 * @param kafka where records go
 * @param keyTableSigner Ed25519 public key (X.509 SubjectPublicKeyInfo in base64) that signs the
 *     key table
 * @param logging how the runtime logs
 * @param drainSeconds how long requests are still served after SIGTERM
 * @param serverTls what callers may negotiate; empty: {@link ServerTls#STANDARD}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RuntimeConfiguration(
    int version,
    ProducerId producer,
    Listeners listeners,
    Kafka kafka,
    String keyTableSigner,
    Logging logging,
    int drainSeconds,
    Optional<ServerTls> serverTls) {
  /** The major version that this code writes and reads. */
  public static final int VERSION = 1;

  public RuntimeConfiguration {
    serverTls = serverTls == null ? Optional.empty() : serverTls;
  }

  /** One whose callers negotiate what is standard. */
  public RuntimeConfiguration(
      int version,
      ProducerId producer,
      Listeners listeners,
      Kafka kafka,
      String keyTableSigner,
      Logging logging,
      int drainSeconds) {
    this(
        version,
        producer,
        listeners,
        kafka,
        keyTableSigner,
        logging,
        drainSeconds,
        Optional.empty());
  }

  /**
   * TCP ports; 0 takes any free one.
   *
   * @param api HTTPS, credential in a header
   * @param clientAuth HTTPS, credential sealed in the client certificate; empty: there is none
   * @param management plain HTTP: health, metrics, status, key table in
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Listeners(int api, OptionalInt clientAuth, int management) {
    public Listeners {
      clientAuth = clientAuth == null ? OptionalInt.empty() : clientAuth;
    }

    /** Without a port for client certificates. */
    public Listeners(int api, int management) {
      this(api, OptionalInt.empty(), management);
    }
  }

  /**
   * TLS of both HTTPS ports.
   *
   * @param minVersion {@code TLSv1.2} or {@code TLSv1.3}
   * @param cipherSuites by their names in the IANA registry, in order of preference; empty: those
   *     with forward secrecy and authenticated encryption
   * @param apiKeyExtensions object identifiers of the certificate extensions in which a sealed key
   *     is looked for; empty: {@link SealedKey#EXTENSION} alone
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record ServerTls(
      String minVersion, List<String> cipherSuites, List<String> apiKeyExtensions) {
    /** TLS 1.2 and 1.3 with the suites of today. */
    public static final ServerTls STANDARD = new ServerTls("TLSv1.2", List.of(), List.of());

    public ServerTls {
      minVersion = minVersion == null ? "TLSv1.2" : minVersion;
      cipherSuites = cipherSuites == null ? List.of() : List.copyOf(cipherSuites);
      apiKeyExtensions = apiKeyExtensions == null ? List.of() : List.copyOf(apiKeyExtensions);
    }
  }

  /**
   * The Kafka cluster. Passwords, keys and certificates lie in files ({@link MountedFiles#KAFKA}).
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @param producer options of the producer by their Kafka names
   * @param tls empty: connections are not encrypted
   * @param authentication empty: none
   * @param serviceIdHeader name of the record header that says who sent a record; empty: none does
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Kafka(
      String bootstrapServers,
      Map<String, String> producer,
      Optional<Tls> tls,
      Optional<Authentication> authentication,
      Optional<String> serviceIdHeader) {
    public Kafka {
      producer = producer == null ? Map.of() : Map.copyOf(producer);
      tls = tls == null ? Optional.empty() : tls;
      authentication = authentication == null ? Optional.empty() : authentication;
      serviceIdHeader = serviceIdHeader == null ? Optional.empty() : serviceIdHeader;
    }

    /** A cluster without TLS and accounts. */
    public Kafka(String bootstrapServers, Map<String, String> producer) {
      this(bootstrapServers, producer, Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * TLS to the brokers; their names are always checked.
   *
   * @param publicAuthorities trust what the Java platform trusts; else only the certificates in
   *     {@link MountedFiles#KAFKA_TRUST}
   */
  public record Tls(boolean publicAuthorities) {}

  /**
   * As whom the runtime speaks to the brokers.
   *
   * @param username of a SASL account; empty with {@link Mechanism#TLS}
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Authentication(Mechanism mechanism, Optional<String> username) {
    public Authentication {
      username = username == null ? Optional.empty() : username;
    }
  }

  /** How an identity is proven: SASL by its registered names, or a client certificate. */
  public enum Mechanism {
    @JsonProperty("SCRAM-SHA-512")
    SCRAM_SHA_512,
    @JsonProperty("SCRAM-SHA-256")
    SCRAM_SHA_256,
    @JsonProperty("PLAIN")
    PLAIN,
    @JsonProperty("TLS")
    TLS
  }

  /**
   * How the runtime logs.
   *
   * @param level {@code ERROR}, {@code WARN}, {@code INFO}, {@code DEBUG} or {@code TRACE}
   * @param format {@code json} (one object a line) or {@code text}
   */
  public record Logging(String level, String format) {}

  /** The file's bytes: equal configurations give equal bytes. */
  public byte[] toJson() {
    return ContractJson.write(this);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it is not JSON of this shape or of another major version
   */
  public static RuntimeConfiguration parse(byte[] json) {
    RuntimeConfiguration read =
        ContractJson.read(json, RuntimeConfiguration.class, IllegalArgumentException::new);
    if (read.version() != VERSION) {
      throw new IllegalArgumentException(
          "configuration version " + read.version() + ", this runtime reads " + VERSION);
    }
    return read;
  }

  /**
   * The key that verifies the key table.
   *
   * @throws IllegalArgumentException if it is not an Ed25519 public key in base64
   */
  public PublicKey keyTableVerifier() {
    try {
      byte[] spki = Base64.getDecoder().decode(keyTableSigner);
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException("keyTableSigner is no Ed25519 public key in base64", e);
    }
  }
}
