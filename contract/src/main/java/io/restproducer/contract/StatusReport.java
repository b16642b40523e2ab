package io.restproducer.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one pod says of itself on {@link ManagementPaths#STATUS}: numbers, dates and digests only.
 *
 * @param producer the RestProducer it serves
 * @param configuration digest of the configuration file it runs with
 * @param keyTableRevision revision of the key table in force; 0 before the first
 * @param ready whether its readiness probe answers 200
 * @param limits as enforced
 * @param kafka as seen by this pod
 * @param serverCertificate in use; empty before the first was loaded
 * @param clientsTrust digests of the authorities whose client certificates it accepts, sorted
 * @param sealingKeys ids of the keys with which it opens what is sealed in them, sorted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record StatusReport(
    ProducerId producer,
    Sha256 configuration,
    long keyTableRevision,
    boolean ready,
    Limits limits,
    Kafka kafka,
    Optional<ServerCertificate> serverCertificate,
    List<Sha256> clientsTrust,
    List<String> sealingKeys) {
  public StatusReport {
    serverCertificate = serverCertificate == null ? Optional.empty() : serverCertificate;
    clientsTrust = clientsTrust == null ? List.of() : List.copyOf(clientsTrust);
    sealingKeys = sealingKeys == null ? List.of() : List.copyOf(sealingKeys);
  }

  /** Of a pod that accepts no client certificates. */
  public StatusReport(
      ProducerId producer,
      Sha256 configuration,
      long keyTableRevision,
      boolean ready,
      Limits limits,
      Kafka kafka,
      Optional<ServerCertificate> serverCertificate) {
    this(
        producer,
        configuration,
        keyTableRevision,
        ready,
        limits,
        kafka,
        serverCertificate,
        List.of(),
        List.of());
  }

  /** Sizes in bytes: of a decoded record key and of a record value. */
  public record Limits(int maxKeySize, int maxMessageSize) {}

  /**
   * The Kafka cluster as this pod sees it now.
   *
   * @param reachable whether the last probe or send reached a broker that let this client in
   * @param reason CamelCase word why not, else empty
   * @param messageMaxBytes the broker's {@code message.max.bytes}; empty: not known
   * @param topicMaxMessageBytes {@code max.message.bytes} of topics that were confirmed to exist
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Kafka(
      boolean reachable,
      String reason,
      OptionalInt messageMaxBytes,
      Map<String, Integer> topicMaxMessageBytes) {
    public Kafka {
      reason = reason == null ? "" : reason;
      messageMaxBytes = messageMaxBytes == null ? OptionalInt.empty() : messageMaxBytes;
      topicMaxMessageBytes =
          topicMaxMessageBytes == null ? Map.of() : Map.copyOf(topicMaxMessageBytes);
    }
  }

  /** Dates and identity of the certificate that both HTTPS listeners present. */
  public record ServerCertificate(
      String serialNumber, Instant notBefore, Instant notAfter, Sha256 sha256) {}

  /** The report's bytes. */
  public byte[] toJson() {
    return ContractJson.write(this);
  }

  /**
   * Reads a report.
   *
   * @throws IllegalArgumentException if it is not JSON of this shape
   */
  public static StatusReport parse(byte[] json) {
    return ContractJson.read(json, StatusReport.class, IllegalArgumentException::new);
  }
}
