package io.restproducer.operator.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.crds.NamespaceSelector;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelMatchTest {
  private static final Map<String, String> LABELS = Map.of("team", "shop", "stage", "live");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{matchLabels: {team: shop}} | true",
        "{matchLabels: {team: shop, stage: live}} | true",
        "{matchLabels: {team: shop, stage: test}} | false",
        "{matchLabels: {owner: shop}} | false",
        "{matchExpressions: [{key: team, operator: In, values: [bank, shop]}]} | true",
        "{matchExpressions: [{key: team, operator: In, values: [bank]}]} | false",
        "{matchExpressions: [{key: owner, operator: In, values: [shop]}]} | false",
        "{matchExpressions: [{key: team, operator: NotIn, values: [shop]}]} | false",
        "{matchExpressions: [{key: team, operator: NotIn, values: [bank]}]} | true",
        "{matchExpressions: [{key: owner, operator: NotIn, values: [shop]}]} | true",
        "{matchExpressions: [{key: team, operator: Exists}]} | true",
        "{matchExpressions: [{key: owner, operator: Exists}]} | false",
        "{matchExpressions: [{key: team, operator: DoesNotExist}]} | false",
        "{matchExpressions: [{key: owner, operator: DoesNotExist}]} | true",
        "{matchLabels: {team: shop}, matchExpressions: [{key: owner, operator: Exists}]} | false",
        "{} | false",
        "{matchLabels: {}, matchExpressions: []} | false",
      })
  void selectsAsKubernetesDoesAndNothingWithNothing(String selector, boolean selected) {
    NamespaceSelector parsed = Serialization.unmarshal("---\n" + selector, NamespaceSelector.class);
    assertThat(LabelMatch.matches(parsed, LABELS)).isEqualTo(selected);
  }
}
