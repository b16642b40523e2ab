package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.runtime.connect.StaticContent;
import io.undertow.util.Methods;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {
  @ParameterizedTest
  @ValueSource(strings = {"orders", "a.b_c-D9", "...", "..a"})
  void leadsToALegalTopic(String topic) {
    assertThat(Route.of(Methods.POST, "/topics/" + topic + "/records"))
        .isEqualTo(new Route.Records(topic));
  }

  @Test
  void boundsTheLengthOfATopicName() {
    assertThat(Route.of(Methods.POST, "/topics/" + "t".repeat(249) + "/records"))
        .isInstanceOf(Route.Records.class);
    assertThat(Route.of(Methods.POST, "/topics/" + "t".repeat(250) + "/records"))
        .isInstanceOf(Route.IllegalTopic.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a%20b", "a;b", "ä", "a b", "a\\b"})
  void knowsNamesThatNoTopicHas(String topic) {
    assertThat(Route.of(Methods.POST, "/topics/" + topic + "/records"))
        .isInstanceOf(Route.IllegalTopic.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/alive/",
        "/topics",
        "/topics/a/records/x",
        "/topics/a/",
        "/topics/a/partitions",
        "/topics/a/partitions/0/x",
        "//topics/a/records",
        "*"
      })
  void leadsNowhereElse(String path) {
    assertThat(Route.of(Methods.POST, path)).isInstanceOf(Route.Nowhere.class);
  }

  @Test
  void leadsToABatchOnThePathsOfOtherProxies() {
    assertThat(Route.of(Methods.POST, "/topics/a"))
        .isEqualTo(new Route.Batch("a", OptionalInt.empty()));
    assertThat(Route.of(Methods.POST, "/topics/a/partitions/2147483647"))
        .isEqualTo(new Route.Batch("a", OptionalInt.of(Integer.MAX_VALUE)));
    assertThat(Route.of(Methods.POST, "/topics/..")).isInstanceOf(Route.IllegalTopic.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1.0", "2147483648", "99999999999", "١"})
  void knowsWhatIsNoPartition(String partition) {
    assertThat(Route.of(Methods.POST, "/topics/a/partitions/" + partition))
        .isInstanceOf(Route.IllegalPartition.class);
  }

  @Test
  void tellsWhichMethodWouldDo() {
    assertThat(Route.of(Methods.PUT, "/topics/a/records")).isEqualTo(new Route.WrongMethod("POST"));
    assertThat(Route.of(Methods.POST, "/alive")).isEqualTo(new Route.WrongMethod("GET"));
    assertThat(Route.of(Methods.GET, "/alive")).isEqualTo(new Route.Alive());
    StaticContent content = ApiDescription.read();
    assertThat(Route.to(Methods.POST, content)).isEqualTo(new Route.WrongMethod("GET, HEAD"));
    assertThat(Route.to(Methods.HEAD, content)).isEqualTo(new Route.Reading(content));
  }
}
