package io.restproducer.operator.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.contract.TopicPattern;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CeilingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // grant   | ceiling           | inside
        "orders    | orders            | true",
        "orders    | orders2           | false",
        "orders    | order             | false",
        "orders    | ord*              | true",
        "orders    | orders*           | true",
        "orders    | orders.*          | false",
        "orders    | *                 | true",
        "orders    | payments, ord*    | true",
        "orders    | payments, x*      | false",
        "orders*   | orders            | false",
        "orders*   | orders*           | true",
        "orders*   | ord*              | true",
        "orders*   | orders.*          | false",
        "orders*   | *                 | true",
        "orders*   | a*, b*            | false",
        "*         | *                 | true",
        "*         | a*, orders        | false",
        "_schemas  | *                 | false",
        "_schemas  | _sch*             | false",
        "_schemas  | _schemas          | true",
        "_sch*     | _schemas          | false",
        "orders    | ''                | false",
      })
  void aGrantIsInsideOnlyIfEverythingItMatchesIs(String grant, String ceiling, boolean inside) {
    List<TopicPattern> grants = patterns(grant);
    Ceiling limited = new Ceiling(false, patterns(ceiling));
    assertThat(limited.within(grants)).isEqualTo(inside ? grants : List.of());
    assertThat(limited.outside(grants)).isEqualTo(inside ? List.of() : grants);
  }

  @Test
  void anUnlimitedOneAllowsEveryGrant() {
    List<TopicPattern> grants = patterns("orders, *, _schemas");
    assertThat(new Ceiling(true, patterns("x")).within(grants)).isEqualTo(grants);
  }

  @Test
  void grantsKeepTheirOrder() {
    Ceiling ceiling = new Ceiling(false, patterns("a*, c"));
    assertThat(ceiling.within(patterns("c, b, a1, c*"))).isEqualTo(patterns("c, a1"));
    assertThat(ceiling.outside(patterns("c, b, a1, c*"))).isEqualTo(patterns("b, c*"));
  }

  private static List<TopicPattern> patterns(String texts) {
    return Arrays.stream(texts.split(","))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(TopicPattern::new)
        .toList();
  }
}
