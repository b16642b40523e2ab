package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** PEM certificates in a Secret that are trusted to sign those of the brokers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.certificate) != has(self.pattern)",
    message =
        "write exactly one of certificate (one key of the Secret, for example ca.crt) and pattern"
            + " (all keys that match, for example *.crt)")
public final class TrustedCertificates {
  @JsonPropertyDescription(
      "Name of a Secret in the namespace of this RestProducer. Example: my-cluster-cluster-ca-cert")
  @Required
  @Size(min = 1, max = 253)
  @ValidationRule(value = SecretReference.NAME, message = SecretReference.NAME_MESSAGE)
  public String secretName;

  @JsonPropertyDescription(
      "Key of the Secret, with one or more certificates in PEM; or write pattern. Example: ca.crt")
  @Size(min = 1, max = 253)
  @ValidationRule(value = SecretReference.KEY, message = SecretReference.KEY_MESSAGE)
  public String certificate;

  @JsonPropertyDescription(
      "Keys of the Secret, where '*' stands for any characters, each with one or more certificates in"
          + " PEM; or write certificate. A key that comes or goes rolls the pods without a failed"
          + " request; one whose value changes is put in force in place. Example: *.crt")
  @Size(min = 1, max = 253)
  @ValidationRule(
      value = "self.matches('^[-._A-Za-z0-9*]+$')",
      message = "write letters, digits, '-', '_', '.' and '*'; for example *.crt")
  public String pattern;
}
