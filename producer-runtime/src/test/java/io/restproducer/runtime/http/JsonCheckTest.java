package io.restproducer.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.runtime.refusal.Refusal;
import java.nio.charset.Charset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "0",
        "-1.5e-7",
        "\"\"",
        " \t\r\n{\"a\":[1,2,{\"b\":null}],\"a\":\"twice\"} \n",
        "\"\\u00e9 é \uD83D\uDE00\"",
        "{\"\":true}"
      })
  void letsJsonPass(String json) {
    assertThatNoException().isThrownBy(() -> check(json, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "{",
        "[1,]",
        "{'a':1}",
        "{a:1}",
        "nul",
        "01",
        "1 2",
        "{} x",
        "\"tab\t\"",
        "[1] // comment",
        "NaN",
        "+1",
        "\"\\x\"",
        "\"\\u00\u02630\""
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> check(text, UTF_8))
        .isInstanceOf(Refusal.class)
        .hasMessageStartingWith("The body is declared as JSON and is not taken as such: ");
  }

  @Test
  void neverRepeatsWhatWasSent() {
    assertThatThrownBy(() -> check("{\"password\": hunter2}", UTF_8))
        .hasMessageContaining("at character")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void boundsDepthAndNamesAndNothingElse() {
    assertThatNoException().isThrownBy(() -> check("[".repeat(500) + "]".repeat(500), UTF_8));
    assertThatThrownBy(() -> check("[".repeat(501) + "]".repeat(501), UTF_8))
        .hasMessageContaining("deeper than 500 levels");
    assertThatNoException().isThrownBy(() -> check("\"" + "x".repeat(30_000_000) + "\"", UTF_8));
    assertThatNoException().isThrownBy(() -> check("1".repeat(100_000), UTF_8));
    assertThatNoException().isThrownBy(() -> check("{\"" + "n".repeat(65_536) + "\":1}", UTF_8));
    assertThatThrownBy(() -> check("{\"" + "n".repeat(65_537) + "\":1}", UTF_8))
        .hasMessageContaining("a name of more than 65536 characters");
  }

  @Test
  void takesUtf8Only() {
    assertThatThrownBy(() -> check("{}", UTF_16BE)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> check("{}", UTF_16LE)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> check("\uFEFF{}", UTF_8)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> JsonCheck.check(new byte[] {'"', (byte) 0xC3, '"'}))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("not in UTF-8");
  }

  private static void check(String text, Charset charset) throws Refusal {
    JsonCheck.check(text.getBytes(charset));
  }
}
