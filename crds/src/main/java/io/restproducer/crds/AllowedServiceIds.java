package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One rule of who may use a RestProducer, and for which topics at most. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "(self.from == 'Selector') == has(self.selector)",
    message =
        "selector: exactly with from: Selector; write the selector, or remove it and write from:"
            + " Same or from: All")
@ValidationRule(
    value = "self.from == 'Same' || has(self.topicPatterns)",
    message =
        "topicPatterns: required with from: All and from: Selector; write what those ServiceIds may"
            + " be granted at most, for example ${namespace}.*, or * for every topic")
public final class AllowedServiceIds {
  private static final String PLACEHOLDER = "[$][{]namespace[}]";
  private static final String SHAPE = "^(([A-Za-z0-9._-]|" + PLACEHOLDER + ")+[*]?|[*])$";
  private static final String OPEN_NAMESPACE = PLACEHOLDER + "[^._]";

  /** In which namespaces the ServiceIds of a rule live. */
  public enum From {
    @JsonProperty("Same")
    SAME,
    @JsonProperty("All")
    ALL,
    @JsonProperty("Selector")
    SELECTOR
  }

  @JsonPropertyDescription(
      "Same: ServiceIds in the namespace of this RestProducer. All: in any namespace. Selector: in"
          + " the namespaces whose labels `selector` matches. Example: Selector")
  @Required
  public From from;

  @JsonPropertyDescription(
      "Labels of the namespaces, with from: Selector. Whoever may label a namespace thereby lets it"
          + " in; the label kubernetes.io/metadata.name is the namespace's name and cannot be"
          + " changed.")
  public NamespaceSelector selector;

  @JsonPropertyDescription(
      "What those ServiceIds may be granted at most, 1 to 64 patterns: an exact topic, a prefix"
          + " ending in '*', or '*'. ${namespace} stands for the ServiceId's namespace and is followed"
          + " by '.', '_' or the end of the pattern, so that the namespace shop does not reach the"
          + " topics of shop-test. A prefix and '*' never match topics that begin with '_'. Required"
          + " with All and Selector; default with Same: any topic. Example: orders, ${namespace}.*")
  @Size(min = 1, max = 64)
  @ValidationRule(
      value = "self.all(p, p.matches('" + SHAPE + "'))",
      messageExpression =
          "'not a topic name, a prefix ending in *, or *: ' + self.filter(p, !p.matches('"
              + SHAPE
              + "'))[0] + '; write for example orders, payments.* or ${namespace}.*'")
  @ValidationRule(
      value = "self.all(p, !p.matches('" + OPEN_NAMESPACE + "'))",
      messageExpression =
          "'${namespace} must be followed by ., _ or the end of the pattern: '"
              + " + self.filter(p, p.matches('"
              + OPEN_NAMESPACE
              + "'))[0] + '; write for example ${namespace}.*'")
  public List<@Size(min = 1, max = 249) String> topicPatterns;

  /** What holds where a spec says nothing. */
  static List<AllowedServiceIds> ofTheSameNamespace() {
    AllowedServiceIds same = new AllowedServiceIds();
    same.from = From.SAME;
    return List.of(same);
  }
}
