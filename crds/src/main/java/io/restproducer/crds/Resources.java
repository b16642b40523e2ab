package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Compute resources of the container, as Kubernetes spells them. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Resources {
  private static final String ARE_QUANTITIES = "self.all(k, isQuantity(string(self[k])))";
  private static final String WRITE_QUANTITIES =
      "write quantities as Kubernetes does, for example cpu: 500m and memory: 512Mi";

  @JsonPropertyDescription("What is reserved. Default cpu: 250m, memory: 256Mi.")
  @Size(max = 8)
  @ValidationRule(value = ARE_QUANTITIES, message = WRITE_QUANTITIES)
  public Map<String, Quantity> requests;

  @JsonPropertyDescription("What is never exceeded. Default memory: 512Mi, no CPU limit.")
  @Size(max = 8)
  @ValidationRule(value = ARE_QUANTITIES, message = WRITE_QUANTITIES)
  public Map<String, Quantity> limits;
}
