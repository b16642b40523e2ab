package io.restproducer.operator.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.RestProducer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {
  private static final Map<String, Map<String, String>> NAMESPACES =
      Map.of("home", Map.of("team", "home"), "shop", Map.of("team", "shop"), "bank", Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "refused",
      value = {
        // rules | namespace | what may be granted
        "[{from: Same}] | home | any topic",
        "[{from: Same}] | shop | refused",
        "[] | home | refused",
        "[{from: Same, topicPatterns: [a, b*]}] | home | a b*",
        "[{from: Same, topicPatterns: ['${namespace}.*']}] | home | home.*",
        "[{from: All, topicPatterns: ['${namespace}.*', 'x-${namespace}']}] | shop | shop.* x-shop",
        "[{from: All, topicPatterns: ['*']}] | home | *",
        "[{from: Same}, {from: All, topicPatterns: [a]}] | home | any topic",
        "[{from: Same}, {from: All, topicPatterns: [a]}] | shop | a",
        "[{from: Same, topicPatterns: [b]}, {from: All, topicPatterns: [a]}] | home | b a",
        "[{from: All, topicPatterns: [a]}, {from: All, topicPatterns: [b, a]}] | shop | a b",
        "[{from: Selector, selector: {matchLabels: {team: shop}}, topicPatterns: [a]}] | shop | a",
        "[{from: Selector, selector: {matchLabels: {team: shop}}, topicPatterns: [a]}]"
            + "| bank | refused",
        "[{from: Selector, selector: {matchLabels: {team: home}}, topicPatterns: [a]}] | home | a",
        "[{from: Selector, selector: {matchExpressions: [{key: team, operator: DoesNotExist}]},"
            + " topicPatterns: [a]}] | gone | refused",
        // what admission refuses, from a server that does not check
        "[{from: All}] | shop | ''",
        "[{from: Selector, topicPatterns: [a]}] | shop | refused",
        "[{from: Selector, selector: {}, topicPatterns: [a]}] | shop | refused",
      })
  void whatNoRuleAllowsIsRefused(String rules, String namespace, String granted) {
    Optional<String> ceiling =
        Permission.of(producer(rules), name -> Optional.ofNullable(NAMESPACES.get(name)))
            .ceiling(namespace)
            .map(PermissionTest::text);
    assertThat(ceiling).isEqualTo(Optional.ofNullable(granted));
  }

  @Test
  void aSelectorLetsNobodyInWhereNamespacesAreNotWatched() {
    RestProducer producer =
        producer(
            "[{from: Selector, selector: {matchExpressions: [{key: a, operator: DoesNotExist}]},"
                + " topicPatterns: [a]}]");
    assertThat(Permission.of(producer, NamespaceLabels.UNWATCHED).ceiling("shop")).isEmpty();
    assertThat(Permission.needsLabels(producer)).isTrue();
    assertThat(Permission.needsLabels(producer("[{from: All, topicPatterns: [a]}]"))).isFalse();
  }

  @Test
  void aSelectorOfNothingButTheNameNeedsNoLabels() {
    RestProducer producer =
        producer(
            "[{from: Selector, topicPatterns: [a], selector: {matchExpressions:"
                + " [{key: kubernetes.io/metadata.name, operator: In, values: [shop, bank]}]}}]");
    Permission permission = Permission.of(producer, NamespaceLabels.UNWATCHED);
    assertThat(permission.ceiling("shop")).isPresent();
    assertThat(permission.ceiling("home")).isEmpty();
    assertThat(Permission.needsLabels(producer)).isFalse();
  }

  @Test
  void aSelectorOfMoreThanTheNameNeedsLabels() {
    RestProducer producer =
        producer(
            "[{from: Selector, topicPatterns: [a], selector: {matchLabels:"
                + " {kubernetes.io/metadata.name: shop},"
                + " matchExpressions: [{key: closed, operator: DoesNotExist}]}}]");
    assertThat(Permission.of(producer, NamespaceLabels.UNWATCHED).ceiling("shop")).isEmpty();
    assertThat(Permission.needsLabels(producer)).isTrue();
  }

  @Test
  void withoutRulesItsOwnNamespaceIsLetIn() {
    RestProducer producer =
        Serialization.unmarshal(
            "metadata: {namespace: home, name: gateway}\nspec: {}", RestProducer.class);
    Permission permission = Permission.of(producer, NamespaceLabels.UNWATCHED);
    assertThat(permission.ceiling("home")).map(Ceiling::unlimited).hasValue(true);
    assertThat(permission.ceiling("shop")).isEmpty();
  }

  private static RestProducer producer(String rules) {
    return Serialization.unmarshal(
        "metadata: {namespace: home, name: gateway}\nspec: {allowedServiceIds: " + rules + "}",
        RestProducer.class);
  }

  private static String text(Ceiling ceiling) {
    return ceiling.unlimited()
        ? "any topic"
        : String.join(" ", ceiling.patterns().stream().map(TopicPattern::text).toList());
  }
}
