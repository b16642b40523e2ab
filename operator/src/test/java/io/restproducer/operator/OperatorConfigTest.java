package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.operator.lease.Candidate;
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
  void leadsWithoutALeaseUnlessItIsAskedTo() {
    assertThat(OperatorConfig.from(Map.of("POD_NAME", "a")).candidate()).isEmpty();
    assertThat(
            OperatorConfig.from(
                    Map.of("LEADER_ELECTION", "true", "POD_NAMESPACE", "system", "POD_NAME", "a"))
                .candidate())
        .contains(new Candidate("system", "a"));
  }

  @Test
  void anElectionNeedsThePodsNames() {
    assertThatThrownBy(() -> OperatorConfig.from(Map.of("LEADER_ELECTION", "true")))
        .hasMessageContaining("POD_NAMESPACE: missing")
        .hasMessageContaining("POD_NAME: missing");
    assertThatThrownBy(() -> OperatorConfig.from(Map.of("LEADER_ELECTION", "yes")))
        .hasMessageContaining("LEADER_ELECTION: \"yes\" is not one of [false, true]");
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
