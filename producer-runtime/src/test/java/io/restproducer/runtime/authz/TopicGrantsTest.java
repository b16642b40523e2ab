package io.restproducer.runtime.authz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.Role;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.contract.TopicPattern;
import io.restproducer.runtime.authn.Caller;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TopicGrantsTest {
  @ParameterizedTest
  @CsvSource({"orders,orders", "orders-*,orders-eu", "*,anything", "_mine,_mine"})
  void letsWriteWhatWasGranted(String grant, String topic) {
    assertThatCode(() -> TopicGrants.check(caller(Role.EDITOR, grant), topic))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "orders,order",
    "orders,orders2",
    "orders-*,orders",
    "*,_hidden",
    "*,__consumer_offsets",
    "__consumer_offsets,__consumer_offsets",
    "_*,_hidden"
  })
  void refusesWhatWasNot(String grant, String topic) {
    assertRefused(caller(Role.ADMINISTRATOR, grant), topic);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"VIEWER", "AUDITOR"})
  void refusesRolesThatOnlyLook(Role role) {
    assertRefused(caller(role, "*"), "orders");
  }

  private static void assertRefused(Caller caller, String topic) {
    assertThatThrownBy(() -> TopicGrants.check(caller, topic))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_GRANTED));
  }

  private static Caller caller(Role role, String... grants) {
    return new Caller(
        new ServiceIdentity("apps", "checkout", "uid"),
        "id",
        role,
        Arrays.stream(grants).map(TopicPattern::new).toList());
  }
}
