package io.restproducer.operator;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.VersionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerVersionTest {
  @ParameterizedTest
  @CsvSource({"1,30", "1,34", "1,30+", "2,0"})
  void letsAServerPassThatIsNewEnough(String major, String minor) {
    assertThatCode(() -> ServerVersion.require(version(major, minor))).doesNotThrowAnyException();
  }

  @Test
  void refusesAnOlderServerWithBothVersions() {
    assertThatThrownBy(() -> ServerVersion.require(version("1", "29+")))
        .isInstanceOf(ServerVersion.UnsupportedServer.class)
        .hasMessageContaining("Kubernetes 1.29 and 1.30 or newer is needed");
  }

  @Test
  void refusesAServerThatDoesNotSayWhatItIs() {
    assertThatThrownBy(() -> ServerVersion.require(version("1", "")))
        .isInstanceOf(ServerVersion.UnsupportedServer.class)
        .hasMessageContaining("does not say");
  }

  private static VersionInfo version(String major, String minor) {
    return new VersionInfo.Builder().withMajor(major).withMinor(minor).build();
  }
}
