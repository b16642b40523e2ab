package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerNamesTest {
  @Test
  void tellsNamesFromAddressesAndKeepsEachOnceInOrder() {
    ServerNames names =
        ServerNames.of(List.of("b.example", "10.0.0.1", "A.example", "a.EXAMPLE", "10.0.0.1"));

    assertThat(names.dnsNames()).containsExactly("b.example", "a.example");
    assertThat(names.ipAddresses()).containsExactly("10.0.0.1");
  }

  @ParameterizedTest
  @CsvSource({
    "::1, 0:0:0:0:0:0:0:1",
    "2001:DB8::7, 2001:db8:0:0:0:0:0:7",
    "::ffff:10.0.0.1, 10.0.0.1",
    "127.0.0.1, 127.0.0.1"
  })
  void spellsAnAddressInOneWay(String given, String spelled) {
    assertThat(ServerNames.of(List.of(given)).ipAddresses()).containsExactly(spelled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "a b", "-a.example", "a..b", "a.example.", "fe80::1%eth0", "a:1"})
  void refusesWhatIsNeitherAndQuotesIt(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerNames.of(List.of("good.example", host)))
        .withMessageStartingWith("'" + host + "' is neither");
  }

  @Test
  void refusesLabelsOver63AndNamesOver253Characters() {
    String label = "a".repeat(63);
    String longest = String.join(".", label, label, label, "a".repeat(61));

    assertThat(ServerNames.of(List.of(longest)).dnsNames()).containsExactly(longest);
    assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.of(List.of(longest + "b")));
    assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.of(List.of(label + "b")));
  }

  @Test
  void refusesACertificateForNobody() {
    assertThatIllegalArgumentException().isThrownBy(() -> ServerNames.of(List.of()));
  }
}
