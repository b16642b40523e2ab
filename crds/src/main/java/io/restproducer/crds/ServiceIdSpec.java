package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What an application team wants of one ServiceId. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ServiceIdSpec {
  /** What a ServiceId may do; producing needs editor, operator or administrator. */
  public enum Role {
    @JsonProperty("viewer")
    VIEWER,
    @JsonProperty("editor")
    EDITOR,
    @JsonProperty("operator")
    OPERATOR,
    @JsonProperty("administrator")
    ADMINISTRATOR,
    @JsonProperty("auditor")
    AUDITOR
  }

  @JsonPropertyDescription("The RestProducer it belongs to. Cannot be changed.")
  @Required
  @ValidationRule(
      value = "self == oldSelf",
      message =
          "restProducerRef cannot be changed: make a ServiceId of another name for the other"
              + " RestProducer, then delete this one")
  public RestProducerReference restProducerRef;

  @JsonPropertyDescription(
      "viewer, editor (default), operator, administrator or auditor. Producing needs editor,"
          + " operator or administrator; viewer and auditor authenticate and may not produce.")
  @Default("editor")
  public Role role = Role.EDITOR;

  @JsonPropertyDescription(
      "Topics it may write, at most 64: an exact name, a prefix ending in '*', or '*'. A prefix and"
          + " '*' never match topics that begin with '_'. Default: none. Example: orders,"
          + " payments.*")
  @Size(max = 64)
  @ValidationRule(
      value = "self.all(t, t.matches('^([A-Za-z0-9._-]+|[A-Za-z0-9._-]*[*])$'))",
      messageExpression =
          "'not a topic name, a prefix ending in *, or *: ' + self.filter(t,"
              + " !t.matches('^([A-Za-z0-9._-]+|[A-Za-z0-9._-]*[*])$'))"
              + "[0] + '; write for example orders or payments.*'")
  public List<@Size(min = 1, max = 249) String> topics;

  @JsonPropertyDescription(
      "true: every credential of this ServiceId stops working at once; false again: the same"
          + " credentials work again. Default false.")
  @Default("false")
  public Boolean suspend = false;

  @JsonPropertyDescription("The API key that is sent as a bearer token.")
  @Default("{}")
  public ApiKeySpec apiKey = new ApiKeySpec();

  @JsonPropertyDescription(
      "The most that it may use of each pod of the RestProducer, all its keys together; beyond it"
          + " requests are answered with 429 and Retry-After, and nothing is written. With N pods"
          + " it is N times as much in all. A change reaches the pods within seconds, without a"
          + " restart. Default: no quota.")
  public Quota quota;

  @JsonPropertyDescription(
      "Client certificates, at most 16, for callers that cannot send a key in a header. Each carries"
          + " a key of its own, encrypted, and grants what this ServiceId is granted. It appears in"
          + " the Secret <name>-client-cert-<name of the certificate> once every pod knows it. An"
          + " entry that is removed ends within seconds. Default: none.")
  @Size(max = 16)
  public List<ClientCertificate> clientCertificates;

  @JsonPropertyDescription(
      "How the PKCS#12 stores of generated pairs are encrypted: Modern (default; AES-256 and SHA-256)"
          + " or LegacyDES (3DES and SHA-1), for old z/OS and Windows.")
  @Default("Modern")
  public Pkcs12Profile pkcs12Profile = Pkcs12Profile.MODERN;

  /** How PKCS#12 stores are encrypted. */
  public enum Pkcs12Profile {
    @JsonProperty("Modern")
    MODERN,
    @JsonProperty("LegacyDES")
    LEGACY_DES
  }

  /** The RestProducer that a ServiceId belongs to. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class RestProducerReference {
    @JsonPropertyDescription("Name of the RestProducer. Example: gateway")
    @Required
    @Size(min = 1, max = 40)
    public String name;

    @JsonPropertyDescription(
        "Namespace of the RestProducer, whose allowedServiceIds must let this ServiceId in. Default:"
            + " the namespace of this ServiceId. Example: event-gateway")
    @Size(min = 1, max = 63)
    @ValidationRule(
        value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
        message =
            "write the name of a namespace: lower-case letters, digits and '-', beginning and ending"
                + " with a letter or digit; for example event-gateway")
    public String namespace;
  }

  /** What it may use of each pod. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class Quota {
    @JsonPropertyDescription(
        "Requests a second in each pod, counted once their key is accepted, whatever becomes of"
            + " them; a batch is one request. Up to one second's worth may come at once. Unit:"
            + " requests a second. Default: no limit, range 1 to 1000000. Example: 100")
    @Min(1)
    @Max(1_000_000)
    public Integer requestsPerSecond;

    @JsonPropertyDescription(
        "Bytes a second in each pod: of bodies, record keys and record headers. A request is let in"
            + " while some of this second's worth is left, whatever its size, and what it takes"
            + " beyond that has to pass before the next one. Unit: bytes a second. Default: no limit,"
            + " range 1024 to 1073741824. Example: 1048576")
    @Min(1_024)
    @Max(1_073_741_824)
    public Long bytesPerSecond;

    @JsonPropertyDescription(
        "Requests that may be in flight, accepted and not yet answered, at once in each pod. Unit:"
            + " requests. Default: what a pod grants any ServiceId, a quarter of what it can hold;"
            + " range 1 to 10000. Example: 32")
    @Min(1)
    @Max(10_000)
    public Integer maxInFlight;
  }
}
