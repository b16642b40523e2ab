package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** As whom to speak to the brokers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "(has(self.scramSha512) ? 1 : 0) + (has(self.scramSha256) ? 1 : 0)"
            + " + (has(self.plain) ? 1 : 0) + (has(self.tls) ? 1 : 0) == 1",
    message =
        "write exactly one of scramSha512, scramSha256, plain (each with username and passwordSecret)"
            + " and tls (with secretName, certificate and key)")
public final class KafkaAuthentication {
  @JsonPropertyDescription("A SASL account with SCRAM-SHA-512, as Strimzi's KafkaUser makes it.")
  public Account scramSha512;

  @JsonPropertyDescription("A SASL account with SCRAM-SHA-256.")
  public Account scramSha256;

  @JsonPropertyDescription(
      "A SASL account with PLAIN, which sends the password as it is: use it with kafka.tls.")
  public Account plain;

  @JsonPropertyDescription("A client certificate; kafka.tls has to be there.")
  public ClientCertificate tls;

  /** A SASL account. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class Account {
    @JsonPropertyDescription("Name of the account; a KafkaUser's own name. Example: gateway")
    @Required
    @Size(min = 1, max = 255)
    public String username;

    @JsonPropertyDescription("Where the password is.")
    @Required
    public PasswordSecret passwordSecret;
  }

  /** A key of a Secret that holds a password. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class PasswordSecret {
    @JsonPropertyDescription(
        "Name of a Secret in the namespace of this RestProducer. Example: gateway")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.NAME, message = SecretReference.NAME_MESSAGE)
    public String secretName;

    @JsonPropertyDescription(
        "Key of the Secret, with the password in UTF-8; a line end after it is left out. Example: password")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.KEY, message = SecretReference.KEY_MESSAGE)
    public String key;
  }

  /** A client certificate and its key in a Secret. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class ClientCertificate {
    @JsonPropertyDescription(
        "Name of a Secret in the namespace of this RestProducer. Example: gateway")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.NAME, message = SecretReference.NAME_MESSAGE)
    public String secretName;

    @JsonPropertyDescription(
        "Key of the Secret, with the certificate in PEM, leaf first. Example: user.crt")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.KEY, message = SecretReference.KEY_MESSAGE)
    public String certificate;

    @JsonPropertyDescription(
        "Key of the Secret, with the private key in PEM, PKCS#8 without encryption. Example: user.key")
    @Required
    @Size(min = 1, max = 253)
    @ValidationRule(value = SecretReference.KEY, message = SecretReference.KEY_MESSAGE)
    public String key;
  }
}
