package io.restproducer.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StorePasswordTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void hasTwentyFourCharactersOfWhichAllOccurAndNoneIsMistaken() {
    Set<Character> seen = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      String text = StorePassword.mint(RANDOM).reveal();
      assertThat(text).hasSize(24).matches("[0-9A-Za-z]+").doesNotContainPattern("[01IOl]");
      text.chars().forEach(each -> seen.add((char) each));
    }
    assertThat(seen).hasSize(57);
  }

  @Test
  void isTheSameBytesInEveryEbcdic() {
    String text = StorePassword.mint(RANDOM).reveal();

    for (String page : new String[] {"IBM037", "IBM273", "IBM500", "IBM1141"}) {
      assertThat(text.getBytes(Charset.forName(page)))
          .as(page)
          .isEqualTo(text.getBytes(Charset.forName("IBM1047")));
    }
  }

  @Test
  void comesBackFromItsText() {
    StorePassword password = StorePassword.mint(RANDOM);

    assertThat(StorePassword.parse(password.reveal()).orElseThrow().reveal())
        .isEqualTo(password.reveal());
    assertThat(StorePassword.parse("changeit")).isEmpty();
    assertThat(StorePassword.parse(password.reveal() + "\n")).isEmpty();
  }

  @Test
  void showsNothing() {
    assertThat(StorePassword.mint(RANDOM)).hasToString("<redacted> password");
  }
}
