package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;

/** Where records go and how the Kafka producer behaves. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.authentication) || !has(self.authentication.tls) || has(self.tls)",
    message =
        "authentication.tls: a client certificate needs TLS: write kafka.tls, too, with the"
            + " certificates to trust in tls.trustedCertificates, or tls: {} for public authorities")
public final class KafkaConnection {
  private static final String PORT =
      "(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})";
  private static final String SERVER =
      "([A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?|\\\\[[0-9A-Fa-f:.]+\\\\]):" + PORT;

  @JsonPropertyDescription(
      "Brokers to ask first, as host:port[,host:port…]. Example:"
          + " my-cluster-kafka-bootstrap.kafka:9092")
  @Required
  @Size(min = 1, max = 2048)
  @ValidationRule(
      value = "self.matches('^" + SERVER + "(," + SERVER + ")*$')",
      message =
          "write host:port[,host:port…] without spaces, ports 1 to 65535;"
              + " for example my-cluster-kafka-bootstrap.kafka:9092")
  public String bootstrapServers;

  @JsonPropertyDescription(
      "Options of the Kafka producer by their Kafka names: acks (all, default; or 1, which also"
          + " turns idempotence off, so that a retry inside the client may duplicate or reorder),"
          + " compression.type (none, default; gzip, snappy, lz4, zstd), linger.ms (default 0),"
          + " batch.size (bytes, default 65536), delivery.timeout.ms (default 10000),"
          + " request.timeout.ms (default 5000), client.dns.lookup, metadata.max.age.ms,"
          + " reconnect.backoff.ms, reconnect.backoff.max.ms. Any other name is refused. Example:"
          + " compression.type: lz4")
  @Size(max = 16)
  @ValidationRule(
      value = "self.all(k, k in " + ProducerOptions.NAMES + ")",
      messageExpression =
          "'not an option here: ' + self.filter(k, !(k in "
              + ProducerOptions.NAMES
              + "))[0] + '; these are: "
              + ProducerOptions.LISTED
              + "'")
  @ValidationRule(
      value = "!('acks' in self) || string(self['acks']) in ['all', '-1', '1']",
      message = "acks: write all (default) or 1; 0 would lose records unnoticed")
  @ValidationRule(
      value =
          "!('compression.type' in self) || string(self['compression.type'])"
              + " in ['none', 'gzip', 'snappy', 'lz4', 'zstd']",
      message = "compression.type: write none, gzip, snappy, lz4 or zstd")
  @ValidationRule(
      value =
          "!('client.dns.lookup' in self) || string(self['client.dns.lookup'])"
              + " in ['use_all_dns_ips', 'resolve_canonical_bootstrap_servers_only']",
      message =
          "client.dns.lookup: write use_all_dns_ips or"
              + " resolve_canonical_bootstrap_servers_only")
  @ValidationRule(
      value =
          ProducerOptions.NUMBERS
              + ".all(k, !(k in self) || string(self[k]).matches('^[0-9]{1,9}$'))",
      messageExpression =
          "'write a whole number from 0 to 999999999 for ' + "
              + ProducerOptions.NUMBERS
              + ".filter(k, k in self && !string(self[k]).matches('^[0-9]{1,9}$'))[0]")
  @ValidationRule(
      value =
          "["
              + "'delivery.timeout.ms', 'request.timeout.ms', 'linger.ms'].exists(k, k in self &&"
              + " !string(self[k]).matches('^[0-9]{1,9}$')) || "
              + ProducerOptions.DELIVERY
              + " >= "
              + ProducerOptions.REQUEST
              + " + "
              + ProducerOptions.LINGER,
      messageExpression =
          "'delivery.timeout.ms: ' + string(dyn("
              + ProducerOptions.DELIVERY
              + ")) + ' is less than request.timeout.ms + linger.ms = ' + string(dyn("
              + ProducerOptions.REQUEST
              + " + "
              + ProducerOptions.LINGER
              + ")) + ': raise it to at least that'")
  public Map<String, IntOrString> producer;

  @JsonPropertyDescription(
      "TLS to the brokers: there, even if empty (`tls: {}`), connections are encrypted and the"
          + " brokers' certificates and names are checked. Default: no TLS.")
  public KafkaTls tls;

  @JsonPropertyDescription(
      "As whom the pods and the operator speak to the brokers: exactly one of scramSha512,"
          + " scramSha256, plain and tls. A changed Secret is put in force without a restart."
          + " Default: nobody in particular.")
  public KafkaAuthentication authentication;

  @JsonPropertyDescription(
      "Name of a record header that tells who sent a record: its value is the ServiceId as"
          + " `namespace/name`, in UTF-8. Callers cannot set a header of this name, in whatever case;"
          + " they get 400. 1 to 128 letters, digits, '.', '_' and '-'. Default: no such header."
          + " Example: restproducer-service-id")
  @Size(min = 1, max = 128)
  @ValidationRule(
      value = "self.matches('^[A-Za-z0-9._-]+$')",
      message =
          "write 1 to 128 letters, digits, '.', '_' and '-'; for example restproducer-service-id")
  public String serviceIdHeader;
}
