package io.restproducer.runtime.authn;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.ApiKey;
import io.restproducer.runtime.KeyTables;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationHeaderTest {
  private final ApiKey key = KeyTables.mint();

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
  void readsABearerKeyWhateverTheCaseOfItsScheme(String scheme) {
    assertThat(AuthorizationHeader.key(scheme + key.reveal()).orElseThrow().id())
        .isEqualTo(key.id());
  }

  @Test
  void readsThePasswordOfUserToken() {
    assertThat(AuthorizationHeader.key(basic("token:" + key.reveal())).orElseThrow().id())
        .isEqualTo(key.id());
  }

  @Test
  void readsNothingElse() {
    assertThat(AuthorizationHeader.key(basic("root:" + key.reveal()))).isEmpty();
    assertThat(AuthorizationHeader.key(basic(key.reveal()))).isEmpty();
    assertThat(AuthorizationHeader.key("Basic !")).isEmpty();
    assertThat(AuthorizationHeader.key("Bearer")).isEmpty();
    assertThat(AuthorizationHeader.key("")).isEmpty();
    assertThat(AuthorizationHeader.key("Token " + key.reveal())).isEmpty();
    assertThat(AuthorizationHeader.key("Bearer " + " ".repeat(1000) + key.reveal())).isEmpty();
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.ISO_8859_1);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }
}
