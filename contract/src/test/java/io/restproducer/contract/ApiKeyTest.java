package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final RandomGenerator RANDOM = new SecureRandom();

  @Test
  void isRecognisedBySecretScannersAndSelectedByOneDoubleClick() {
    assertThat(ApiKey.mint(RANDOM).reveal())
        .hasSize(66)
        .matches("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
  }

  @Test
  void parsesWhatItMinted() {
    ApiKey key = ApiKey.mint(RANDOM);
    assertThat(ApiKey.parse(key.reveal()))
        .hasValueSatisfying(
            parsed -> {
              assertThat(parsed.id()).isEqualTo(key.id());
              assertThat(parsed.sha256()).isEqualTo(key.sha256());
            });
  }

  /** Computed with Python's zlib.crc32 and int-to-base62, as security.md describes the format. */
  @Test
  void hasTheChecksumOfTheDocumentedFormat() {
    String body = "rpk_abcdefGHIJ01_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg";
    assertThat(ApiKey.parse(body + "000000")).isEmpty();
    assertThat(ApiKey.parse(body + "19fTNo")).isPresent();
  }

  @Test
  void everySingleTypingErrorIsNoticed() {
    String text = ApiKey.mint(RANDOM).reveal();
    for (int i = 0; i < text.length(); i++) {
      char other = text.charAt(i) == 'a' ? 'b' : 'a';
      assertThat(ApiKey.parse(text.substring(0, i) + other + text.substring(i + 1))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rpk_", "Bearer", "\u0000", "rpk_äbcdefGHIJ01_0"})
  void otherTextIsNoKey(String text) {
    assertThat(ApiKey.parse(text)).isEmpty();
  }

  @Test
  void itsTextShowsTheIdAndNotTheSecret() {
    ApiKey key = ApiKey.mint(RANDOM);
    assertThat(key.toString()).isEqualTo("rpk_" + key.id() + "_<redacted>");
  }

  @Test
  void everyDigitIsEquallyLikely() {
    Map<Character, Integer> seen = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      ApiKey.mint(RANDOM)
          .reveal()
          .substring(17, 60)
          .chars()
          .forEach(c -> seen.merge((char) c, 1, Integer::sum));
    }
    assertThat(seen).hasSize(62);
    double expected = 4_000 * 43 / 62.0;
    double chiSquare =
        seen.values().stream().mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    // 61 degrees of freedom: a fair source stays below 150 in all but one of 10^8 runs.
    assertThat(chiSquare).isLessThan(150);
  }
}
