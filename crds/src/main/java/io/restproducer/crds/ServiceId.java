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

/** Who may write which topics through one RestProducer; its credentials are minted as Secrets. */
@Group("restproducer.io")
@Version("v1beta1")
@Singular("serviceid")
@Plural("serviceids")
@ShortNames("sid")
@ValidationRule(value = ResourceName.RULE, message = ResourceName.MESSAGE)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Producer",
    type = Type.STRING,
    jsonPath = ".spec.restProducerRef.name")
@AdditionalPrinterColumn(name = "Role", type = Type.STRING, jsonPath = ".spec.role")
@AdditionalPrinterColumn(name = "Topics", type = Type.STRING, jsonPath = ".spec.topics")
@AdditionalPrinterColumn(name = "Secret", type = Type.STRING, jsonPath = ".status.apiKeySecretName")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
public final class ServiceId extends CustomResource<ServiceIdSpec, ServiceIdStatus>
    implements Namespaced {

  @Override
  @Required
  @JsonPropertyDescription("What is wanted.")
  public ServiceIdSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What is there, written by the operator.")
  public ServiceIdStatus getStatus() {
    return super.getStatus();
  }
}
