package io.restproducer.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** What the pods log. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class Logging {
  /** Least severe level that is logged. */
  public enum Level {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
  }

  /** Shape of a line. */
  public enum Format {
    @JsonProperty("json")
    JSON,
    @JsonProperty("text")
    TEXT
  }

  @JsonPropertyDescription(
      "ERROR, WARN, INFO (default: one line for each refused request), DEBUG (one for each request)"
          + " or TRACE.")
  @Default("INFO")
  public Level level = Level.INFO;

  @JsonPropertyDescription("json (default: one object a line) or text.")
  @Default("json")
  public Format format = Format.JSON;
}
