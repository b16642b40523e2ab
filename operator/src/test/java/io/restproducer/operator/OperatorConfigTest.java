package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class OperatorConfigTest {
  @Test
  void hasADefaultForEverySetting() {
    OperatorConfig config = OperatorConfig.from(Map.of());
    assertThat(config.runtimeImage()).isEqualTo(OperatorConfig.DEFAULT_IMAGE);
    assertThat(config.watchNamespaces()).isEmpty();
    assertThat(config.port()).isEqualTo(8080);
  }

  @Test
  void takesNamespacesSeparatedByCommas() {
    assertThat(OperatorConfig.from(Map.of("WATCH_NAMESPACES", "b, a,")).watchNamespaces())
        .containsExactly("a", "b");
  }

  @Test
  void namesEveryWrongSettingAtOnce() {
    assertThatThrownBy(
            () ->
                OperatorConfig.from(
                    Map.of("PORT", "http", "LOG_LEVEL", "loud", "WATCH_NAMESPACES", "Not_A_Name")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PORT: \"http\"")
        .hasMessageContaining("LOG_LEVEL: \"loud\"")
        .hasMessageContaining("WATCH_NAMESPACES: \"Not_A_Name\"");
  }
}
