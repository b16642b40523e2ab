package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** Selects namespaces by their labels, as Kubernetes' own label selectors do. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.matchLabels) && size(self.matchLabels) > 0)"
            + " || (has(self.matchExpressions) && size(self.matchExpressions) > 0)",
    message =
        "selector: write at least one of matchLabels and matchExpressions; for every namespace"
            + " write from: All")
public final class NamespaceSelector {
  /** How a label's value is compared. */
  public enum Operator {
    @JsonProperty("In")
    IN,
    @JsonProperty("NotIn")
    NOT_IN,
    @JsonProperty("Exists")
    EXISTS,
    @JsonProperty("DoesNotExist")
    DOES_NOT_EXIST
  }

  @JsonPropertyDescription(
      "Labels that a namespace must have, at most 16, all of them. Example:"
          + " kubernetes.io/metadata.name: shop")
  @Size(max = 16)
  @ValidationRule(
      value = "self.all(k, size(k) <= 317 && size(self[k]) <= 63)",
      message =
          "matchLabels: a label's key has at most 317 characters, its value at most 63: shorten it")
  public Map<String, String> matchLabels;

  @JsonPropertyDescription("Further requirements, at most 16, all of which must hold.")
  @Size(max = 16)
  public List<Requirement> matchExpressions;

  /** One requirement. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @ValidationRule(
      value = "(self.operator in ['In', 'NotIn']) == (has(self.values) && size(self.values) > 0)",
      message =
          "values: at least one with operator In or NotIn, none with Exists or DoesNotExist: add or"
              + " remove them")
  public static final class Requirement {
    @JsonPropertyDescription("Key of the label, 1 to 317 characters. Example: team")
    @Required
    @Size(min = 1, max = 317)
    public String key;

    @JsonPropertyDescription(
        "In: the label's value is one of `values`. NotIn: it is none of them, or there is no such"
            + " label. Exists, DoesNotExist: whatever the value.")
    @Required
    public Operator operator;

    @JsonPropertyDescription(
        "Values for In and NotIn, at most 64 of up to 63 characters. Example: payments")
    @Size(max = 64)
    public List<@Size(max = 63) String> values;
  }
}
