package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the operator minted for a ServiceId. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public final class ServiceIdStatus {
  @JsonPropertyDescription("metadata.generation that this status speaks of.")
  public Long observedGeneration;

  @JsonPropertyDescription(
      "Accepted (the spec is understood and its RestProducer lets it in), Ready (its credentials are"
          + " known to every pod), CertificatesReady (its client certificates are issued),"
          + " KeysPropagated, Progressing (there only while a key waits to take the place of another),"
          + " Stalled (somebody has to change something).")
  public List<Condition> conditions;

  @JsonPropertyDescription("Its API keys; never their text.")
  public List<ApiKey> apiKeys;

  @JsonPropertyDescription("Secret that holds the API key, once every pod knows it.")
  public String apiKeySecretName;

  @JsonPropertyDescription("Its client certificates that lie in their Secrets.")
  public List<ClientCertificate> clientCertificates;

  /** One client certificate that callers can fetch. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class ClientCertificate {
    @JsonPropertyDescription("Its name in spec.clientCertificates.")
    public String name;

    @JsonPropertyDescription("Secret that holds it, once every pod knows it.")
    public String secretName;

    @JsonPropertyDescription("Id of the key that is encrypted in it.")
    public String keyId;

    @JsonPropertyDescription("Serial number, base16.")
    public String serialNumber;

    @JsonPropertyDescription("From when on it is valid, UTC.")
    public String notBefore;

    @JsonPropertyDescription("Until when it is valid, UTC.")
    public String notAfter;

    @JsonPropertyDescription("When it is made anew, UTC; both work until the older one ends.")
    public String renewalTime;

    @JsonPropertyDescription(
        "SHA-256 of the certificate, base16: the fingerprint as openssl shows it.")
    public String sha256Fingerprint;
  }

  /** One API key. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public static final class ApiKey {
    /** Where a key stands in its life. */
    public enum State {
      @JsonProperty("Pending")
      PENDING,
      @JsonProperty("Active")
      ACTIVE,
      @JsonProperty("Retiring")
      RETIRING,
      @JsonProperty("Revoked")
      REVOKED
    }

    @JsonPropertyDescription("Public part of the key, the 12 characters after rpk_.")
    public String id;

    @JsonPropertyDescription(
        "Pending: not yet published, or not yet known to every pod. Active: works. Retiring: another"
            + " took its place, it works until expiresAt (none yet: until the other is published)."
            + " Revoked: works no more; shown while it is listed in apiKey.revokedIds, or the"
            + " ServiceId is suspended.")
    public State state;

    @JsonPropertyDescription("When it was minted, UTC; rotation by the clock counts from it.")
    public String createdAt;

    @JsonPropertyDescription("From when on it is refused, UTC; none: never.")
    public String expiresAt;

    @JsonPropertyDescription("SHA-256 of the key's text, base16.")
    public String sha256;
  }
}
