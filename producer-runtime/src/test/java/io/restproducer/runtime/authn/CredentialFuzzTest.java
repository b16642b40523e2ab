package io.restproducer.runtime.authn;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.contract.ApiKey;
import io.restproducer.runtime.KeyTables;
import java.util.Base64;

/**
 * The {@code Authorization} header. In an input {@code $KEY} stands for a well-formed key and
 * {@code $PASSWORD} for {@code token:} and that key in base64: no fuzzer guesses a checksum, and no
 * key stands in a file.
 */
class CredentialFuzzTest {
  private static final ApiKey KEY = KeyTables.mint();
  private static final String PASSWORD =
      Base64.getEncoder().encodeToString(("token:" + KEY.reveal()).getBytes(ISO_8859_1));

  @FuzzTest
  void authorization(byte[] input) {
    String header =
        new String(input, ISO_8859_1).replace("$KEY", KEY.reveal()).replace("$PASSWORD", PASSWORD);

    AuthorizationHeader.key(header)
        .ifPresent(
            key -> {
              assertThat(header).matches("(?is)(bearer|basic) .*");
              assertThat(key.reveal()).matches("rpk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
              assertThat(key.toString()).doesNotContain(key.reveal().substring(17));
              assertThat(ApiKey.parse(key.reveal())).isPresent();
            });
  }
}
