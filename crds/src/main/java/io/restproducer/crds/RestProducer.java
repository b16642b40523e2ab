package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** An HTTPS front door of one Kafka cluster: a rollout of the producer runtime. */
@Group("restproducer.io")
@Version("v1beta1")
@Singular("restproducer")
@Plural("restproducers")
@ShortNames("rp")
@ValidationRule(value = ResourceName.RULE, message = ResourceName.MESSAGE)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Replicas", type = Type.INTEGER, jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(
    name = "API",
    type = Type.STRING,
    jsonPath = ".status.endpoints[?(@.name==\"api\")].url")
@AdditionalPrinterColumn(
    name = "Max key",
    type = Type.INTEGER,
    jsonPath = ".status.limits.maxKeySize")
@AdditionalPrinterColumn(
    name = "Max message",
    type = Type.INTEGER,
    jsonPath = ".status.limits.maxMessageSize")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
public final class RestProducer extends CustomResource<RestProducerSpec, RestProducerStatus>
    implements Namespaced {

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public RestProducerSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What is there, written by the operator.")
  public RestProducerStatus getStatus() {
    return super.getStatus();
  }
}
