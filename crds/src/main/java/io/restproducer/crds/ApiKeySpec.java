package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The bearer key, and how long one lives. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!has(self.rotation) || !self.gracePeriod.matches('"
            + TimeSpan.PATTERN
            + "') || !self.rotation.interval.matches('"
            + TimeSpan.PATTERN
            + "') || "
            + ApiKeySpec.GRACE_SECONDS
            + " <= "
            + ApiKeySpec.INTERVAL_SECONDS,
    messageExpression =
        "'gracePeriod ' + self.gracePeriod + ' (default 24h) must not be longer than"
            + " rotation.interval ' + self.rotation.interval + ': lower the one or raise the"
            + " other'")
public final class ApiKeySpec {
  static final String GRACE_SECONDS =
      "int(self.gracePeriod.substring(0, size(self.gracePeriod) - 1)) * "
          + TimeSpan.UNITS
          + "[self.gracePeriod.substring(size(self.gracePeriod) - 1)]";
  static final String INTERVAL_SECONDS =
      "int(self.rotation.interval.substring(0, size(self.rotation.interval) - 1)) * "
          + TimeSpan.UNITS
          + "[self.rotation.interval.substring(size(self.rotation.interval) - 1)]";

  @JsonPropertyDescription(
      "Whether there is a bearer key, in the Secret <name>-api-key. false revokes it and removes"
          + " the Secret. Default true.")
  @Default("true")
  public Boolean enabled = true;

  @JsonPropertyDescription(
      "Has the key replaced by itself. Default: only when somebody asks for it, by generation or"
          + " by the annotation restproducer.io/rotate on the Secret <name>-api-key.")
  public Rotation rotation;

  @JsonPropertyDescription(
      "How long a key works on after another one was published in its place, whatever the reason;"
          + " the pods enforce its end by themselves. 0s: it ends as soon as the other is"
          + " published. A change counts for keys that are replaced from then on. Unit: s, m, h or"
          + " d. Default 24h, range 0s to 365d, and no longer than rotation.interval. Example:"
          + " 7d")
  @Default("24h")
  @Size(max = 9)
  @ValidationRule(
      value =
          "self.matches('" + TimeSpan.PATTERN + "') && " + TimeSpan.SELF_SECONDS + " <= 31536000",
      message =
          "write a whole number and s, m, h or d, from 0s to 365d; for example 24h, or 0s for no"
              + " grace period")
  public String gracePeriod = "24h";

  @JsonPropertyDescription(
      "Ids of API keys of this ServiceId that must not work, at most 64: the 12 characters after"
          + " rpk_, as in status.apiKeys. Such a key is refused by every pod at once; if it is the"
          + " one in the Secret, another is minted and published in its place. An id may be taken"
          + " off the list once its key is in no Secret and no back-up any more. Default: none."
          + " Example: 4fVq0Yb2LxWs")
  @Size(max = 64)
  @ValidationRule(
      value = "self.all(k, k.matches('^[0-9A-Za-z]{12}$'))",
      message =
          "write the id of a key, the 12 letters and digits after rpk_, as in status.apiKeys, and"
              + " never the key itself")
  public List<@Size(min = 1, max = 12) String> revokedIds;

  @JsonPropertyDescription(
      "Raise it to have the key replaced now; each raise replaces it once. A lower number replaces"
          + " nothing. Default 0, at least 0. Example: 1")
  @Default("0")
  @Min(0)
  public Integer generation = 0;

  /** Replacement of a key by the clock. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public static final class Rotation {
    @JsonPropertyDescription(
        "The greatest age of a published key. The first one is replaced after half of it to the whole"
            + " of it, the later ones after the whole, so that many ServiceIds made together are not"
            + " replaced together. One that does not fit into the key table waits. Unit: s, m, h or d;"
            + " range 10m to 3650d. Example: 90d")
    @Required
    @Size(max = 9)
    @ValidationRule(
        value =
            "self.matches('"
                + TimeSpan.PATTERN
                + "') && "
                + TimeSpan.SELF_SECONDS
                + " >= 600 && "
                + TimeSpan.SELF_SECONDS
                + " <= 315360000",
        message = "write a whole number and s, m, h or d, from 10m to 3650d; for example 90d")
    public String interval;
  }
}
