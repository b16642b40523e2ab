package io.restproducer.crds;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as specs spell it: a whole number and one of {@code s}, {@code m}, h or d. */
public final class TimeSpan {
  /** What the API server lets through, as a regular expression. */
  static final String PATTERN = "^(0|[1-9][0-9]{0,7})[smhd]$";

  /** Seconds of each unit, as a CEL expression. */
  static final String UNITS = "{'s': 1, 'm': 60, 'h': 3600, 'd': 86400}";

  /** Seconds of {@code self}, which must have the {@link #PATTERN}, as a CEL expression. */
  static final String SELF_SECONDS =
      "int(self.substring(0, size(self) - 1)) * " + UNITS + "[self.substring(size(self) - 1)]";

  private static final Pattern SPELLING = Pattern.compile(PATTERN);
  private static final int NUMBER = 1;

  private TimeSpan() {}

  /** The span that {@code text} means, such as {@code 90d}; empty: it is null or no span. */
  public static Optional<Duration> parse(String text) {
    Matcher spelled = SPELLING.matcher(text == null ? "" : text);
    if (!spelled.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(spelled.group(NUMBER));
    return Optional.of(
        switch (text.charAt(text.length() - 1)) {
          case 'd' -> Duration.ofDays(number);
          case 'h' -> Duration.ofHours(number);
          case 'm' -> Duration.ofMinutes(number);
          default -> Duration.ofSeconds(number);
        });
  }
}
