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
import java.util.Map;

/** One topic that has to exist. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class DeclaredTopic {
  @JsonPropertyDescription(
      "The topic's name: 1 to 249 letters, digits, '.', '_' and '-'. Example: orders")
  @Required
  @Size(min = 1, max = 249)
  @ValidationRule(
      value =
          "self.matches('^[A-Za-z0-9._-]+$') && !(self in ['.', '..']) && !self.startsWith('__')",
      message =
          "write 1 to 249 letters, digits, '.', '_' and '-', not '.' or '..', not"
              + " beginning with '__' (Kafka's own topics); for example orders")
  public String name;

  @JsonPropertyDescription(
      "Number of partitions. Can be raised later, never lowered. Default 1, range 1 to 10000."
          + " Example: 6")
  @Default("1")
  @Min(1)
  @Max(10_000)
  public Integer partitions = 1;

  @JsonPropertyDescription(
      "Number of replicas of each partition, used when the topic is made. Default: the brokers'"
          + " default.replication.factor. Range 1 to 32767. Example: 3")
  @Min(1)
  @Max(32_767)
  public Integer replicationFactor;

  @JsonPropertyDescription(
      "Topic configuration by its Kafka names; what is not named here is left alone. Example:"
          + " retention.ms: \"604800000\"")
  @Size(max = 64)
  public Map<String, String> config;
}
