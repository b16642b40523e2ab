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
          + " known to every pod), KeysPropagated, Progressing (there only while a key waits to take the"
          + " place of another), Stalled (somebody has to change something).")
  public List<Condition> conditions;

  @JsonPropertyDescription("Its API keys; never their text.")
  public List<ApiKey> apiKeys;

  @JsonPropertyDescription("Secret that holds the API key, once every pod knows it.")
  public String apiKeySecretName;

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
