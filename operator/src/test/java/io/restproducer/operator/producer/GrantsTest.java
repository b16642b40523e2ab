package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.ApiKey;
import io.restproducer.contract.Quota;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.Credential;
import io.restproducer.operator.keytable.Grant;
import io.restproducer.operator.keytable.KeyFacts;
import io.restproducer.operator.keytable.KeyRules;
import io.restproducer.operator.keytable.KeySecrets;
import io.restproducer.operator.permission.NamespaceLabels;
import io.restproducer.operator.permission.Permission;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
  private static final RestProducer GATEWAY =
      Serialization.unmarshal(
          """
          metadata: {namespace: gateways, name: gateway}
          spec:
            allowedServiceIds:
              - from: Same
              - {from: All, topicPatterns: ["${namespace}.*", orders]}
          """,
          RestProducer.class);

  private static final OpenedCertificates.Look LOOK =
      new OpenedCertificates().with("", leaf -> Optional.empty());

  @Test
  void nothingOutsideTheCeilingIsGranted() {
    assertThat(topics(serviceId("shop", "[orders, 'shop.*', shop.a, payments, '*']")))
        .containsExactly("orders", "shop.*", "shop.a");
    assertThat(topics(serviceId("shop", "['shop*']"))).isEmpty();
    assertThat(topics(serviceId("gateways", "['*']"))).containsExactly("*");
  }

  @Test
  void whoIsNotLetInHasNoGrant() {
    RestProducer closed =
        Serialization.unmarshal(
            "metadata: {namespace: gateways, name: gateway}\nspec: {}", RestProducer.class);
    assertThat(grants(closed, serviceId("shop", "[orders]"))).isEmpty();
  }

  @Test
  void aQuotaIsTakenOverAsFarAsItGoes() {
    assertThat(quota("{bytesPerSecond: 1048576, maxInFlight: 8}"))
        .contains(new Quota(OptionalInt.empty(), OptionalLong.of(1L << 20), OptionalInt.of(8)));
    assertThat(quota("{requestsPerSecond: 5}"))
        .contains(new Quota(OptionalInt.of(5), OptionalLong.empty(), OptionalInt.empty()));
    assertThat(quota("{}")).isEmpty();
    assertThat(quota("null")).isEmpty();
  }

  @Test
  void whatIsSaidOfTheLifeOfKeysIsTakenOver() {
    KeyRules rules =
        grants(
                GATEWAY,
                serviceId("shop", "[], apiKey: {gracePeriod: 90m, revokedIds: [AAAAAAAAAAAA]}"))
            .get(0)
            .rules();
    assertThat(rules)
        .isEqualTo(new KeyRules(Set.of("AAAAAAAAAAAA"), Duration.ofMinutes(90), Optional.empty()));
    assertThat(grants(GATEWAY, serviceId("shop", "[]")).get(0).rules())
        .isEqualTo(new KeyRules(Set.of(), Duration.ofHours(24), Optional.empty()));
  }

  /** As long as it is noted of another key, the former one must not begin to retire. */
  @Test
  void aDateOfPublicationCountsOnlyForTheVeryKeyThatItIsNotedWith() {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    Secret secret = secret("shop", "checkout-api-key");
    String id = KeySecrets.credential(secret).orElseThrow().id();
    assertThat(publishedAt(noted(secret, new KeyFacts(id, at, Optional.of(at), 0)))).contains(at);
    assertThat(publishedAt(noted(secret, new KeyFacts("other", at, Optional.of(at), 0)))).isEmpty();
    assertThat(publishedAt(secret)).isEmpty();
  }

  private static Optional<Instant> publishedAt(Secret secret) {
    return Grants.of(
            Permission.of(GATEWAY, NamespaceLabels.UNWATCHED),
            List.of(serviceId("shop", "[orders]")),
            List.of(secret),
            LOOK)
        .get(0)
        .rules()
        .publishedAt();
  }

  private static Secret noted(Secret secret, KeyFacts facts) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withAnnotations(facts.annotations())
        .endMetadata()
        .build();
  }

  private static Optional<Quota> quota(String yaml) {
    ServiceId limited = serviceId("shop", "[orders], quota: " + yaml);
    return grants(GATEWAY, limited).get(0).quota();
  }

  @Test
  void aSecretElsewhereThatClaimsTheSameOwnerIsNotItsKey() {
    Secret own = secret("shop", "checkout-api-key");
    Secret copy = secret("evil", "checkout-api-key");
    Secret planted = secret("evil", "checkout-api-key-next");

    assertThat(credentials(own, copy, planted))
        .containsExactly(KeySecrets.credential(own).orElseThrow());
    assertThat(credentials(copy, planted)).isEmpty();
  }

  private static List<Credential> credentials(Secret... secrets) {
    return Grants.of(
            Permission.of(GATEWAY, NamespaceLabels.UNWATCHED),
            List.of(serviceId("shop", "[orders]")),
            List.of(secrets),
            LOOK)
        .get(0)
        .credentials();
  }

  private static Secret secret(String namespace, String name) {
    ApiKey key = ApiKey.mint(new Random(name.hashCode() + namespace.hashCode()));
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addNewOwnerReference()
        .withUid("uid-1")
        .withController(true)
        .endOwnerReference()
        .endMetadata()
        .withData(
            Map.of(
                KeySecrets.API_KEY,
                Base64.getEncoder()
                    .encodeToString(key.reveal().getBytes(StandardCharsets.US_ASCII))))
        .build();
  }

  private static List<String> topics(ServiceId serviceId) {
    return grants(GATEWAY, serviceId).get(0).topics().stream().map(TopicPattern::text).toList();
  }

  private static List<Grant> grants(RestProducer producer, ServiceId serviceId) {
    return Grants.of(
        Permission.of(producer, NamespaceLabels.UNWATCHED), List.of(serviceId), List.of(), LOOK);
  }

  private static ServiceId serviceId(String namespace, String topics) {
    return Serialization.unmarshal(
        """
        metadata: {namespace: %s, name: checkout, uid: uid-1}
        spec: {restProducerRef: {name: gateway, namespace: gateways}, topics: %s}
        """
            .formatted(namespace, topics),
        ServiceId.class);
  }
}
