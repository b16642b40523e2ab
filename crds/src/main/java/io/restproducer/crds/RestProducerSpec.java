package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;

/** What a platform team wants of one RestProducer. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = RestProducerSpec.MEMORY_IS_ENOUGH,
    messageExpression =
        "'maxMessageSize: ' + string(dyn(self.maxMessageSize))"
            + " + ' bytes need a memory limit of at least '"
            + " + string(dyn(self.maxMessageSize * 16)) + ' bytes, resources.limits.memory is '"
            + " + "
            + RestProducerSpec.WRITTEN_MEMORY_LIMIT
            + " + ': raise that limit or lower maxMessageSize'")
public final class RestProducerSpec {
  private static final String HAS_MEMORY_LIMIT =
      "has(self.resources) && has(self.resources.limits) && 'memory' in self.resources.limits";

  /** Without a value the operator sets 512Mi; a value that is no quantity has its own message. */
  static final String MEMORY_IS_ENOUGH =
      HAS_MEMORY_LIMIT
          + " ? !isQuantity(string(self.resources.limits['memory']))"
          + " || quantity(string(self.resources.limits['memory']))"
          + ".compareTo(quantity(string(dyn(self.maxMessageSize * 16)))) >= 0"
          + " : self.maxMessageSize * 16 <= 536870912";

  static final String WRITTEN_MEMORY_LIMIT =
      "(" + HAS_MEMORY_LIMIT + " ? string(self.resources.limits['memory']) : '512Mi (default)')";

  @JsonPropertyDescription(
      "How many pods run. Also set by `kubectl scale`. Default 2, minimum 0 (stopped; keys are"
          + " kept). Example: 3")
  @SpecReplicas
  @Default("2")
  @Min(0)
  public Integer replicas = 2;

  @JsonPropertyDescription(
      "Largest record key that is accepted, in bytes after decoding; a larger one is answered with"
          + " 413. A key travels in the request's URI. Unit: bytes. Default 4096, range 0 to 65536."
          + " A change rolls the pods without a failed request. Example: 1024")
  @Default("4096")
  @Min(0)
  @Max(65_536)
  public Integer maxKeySize = 4096;

  @JsonPropertyDescription(
      "Largest record value that is accepted, in bytes of the request's body; a larger one is"
          + " answered with 413. Unit: bytes. Default 65536, range 1 to 104857600, and at most a"
          + " sixteenth of resources.limits.memory. A change rolls the pods without a failed"
          + " request. Example: 131072")
  @Default("65536")
  @Min(1)
  @Max(104_857_600)
  public Integer maxMessageSize = 65_536;

  @JsonPropertyDescription("The Kafka cluster that records are written to.")
  @Required
  public KafkaConnection kafka;

  @JsonPropertyDescription(
      "Topics that the operator makes sure exist, at most 128. A topic is never deleted and never"
          + " loses partitions; what cannot be applied is shown in status.topics and in the"
          + " condition Ready.")
  @Size(max = 128)
  public List<DeclaredTopic> topics;

  @JsonPropertyDescription(
      "Which ServiceIds may use this RestProducer, at most 32 rules; a ServiceId is let in by any"
          + " of them, and may be granted what one of those that let it in allows. Taking a rule"
          + " away revokes within seconds; putting it back lets the same keys work again. An empty"
          + " list lets none in. Default: [{from: Same}], those in its own namespace.")
  @Default("[{\"from\": \"Same\"}]")
  @Size(max = 32)
  public List<AllowedServiceIds> allowedServiceIds = AllowedServiceIds.ofTheSameNamespace();

  @JsonPropertyDescription("How callers reach the producer. TLS always ends in its pods.")
  @Default("{}")
  public Exposure expose = new Exposure();

  @JsonPropertyDescription("TLS of both endpoints: certificate, names, versions.")
  @Default("{}")
  public ProducerTls tls = new ProducerTls();

  @JsonPropertyDescription(
      "Requests and limits of each pod's container. Default: requests of 250m CPU and 256Mi memory,"
          + " a limit of 512Mi memory. The heap and the bytes in flight follow from the limit.")
  public Resources resources;

  @JsonPropertyDescription(
      "Image of the producer runtime. Default: the one the operator is configured with, of its own"
          + " version. Example: registry.example.com/restproducer/producer-runtime:0.1.0")
  @Size(min = 1, max = 512)
  public String image;

  @JsonPropertyDescription("What the pods log.")
  @Default("{}")
  public Logging logging = new Logging();

  @JsonPropertyDescription(
      "Whether the endpoint for API keys serves a page that tells people how to connect: GET / in a"
          + " browser, without a credential, and without a secret on it. Default true. A change"
          + " rolls no pod; it acts as soon as the cluster has brought the changed ConfigMap"
          + " <name>-connect-page to the pods, mostly within a minute or two.")
  @Default("true")
  public Boolean connectPage = true;

  @JsonPropertyDescription(
      "What becomes of the authorities, the sealing keys, the table signer and the key table (the"
          + " Secrets <name>-server-ca-key, -clients-ca-key, -sealing-keys, -table-signer and"
          + " -key-table) when this resource is deleted. Retain (default): they stay, and a"
          + " RestProducer of the same name and namespace goes on with them, so that callers keep"
          + " their API keys, their certificates and their trust. Delete: they go with it for good."
          + " A change counts for a deletion after the operator has acted on it.")
  @Default("Retain")
  public DeletionPolicy deletionPolicy = DeletionPolicy.RETAIN;
}
