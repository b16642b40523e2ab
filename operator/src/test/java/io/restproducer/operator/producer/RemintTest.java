package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemintTest {
  private static final String SIGNER = "gateway-table-signer";
  private static final String CA = "gateway-server-ca-key";

  @Test
  void isDueForTheOneThatIsNamedAndNoOther() {
    RestProducer producer = producer("table-signer", noted(SIGNER, "aa", false));
    assertThat(Remint.isDue(producer, SIGNER)).isTrue();
    assertThat(Remint.isDue(producer, CA)).isFalse();
    assertThat(Remint.isDue(producer(null), SIGNER)).isFalse();
  }

  @Test
  void mayNameSeveral() {
    RestProducer producer = producer("table-signer, server-ca-key");
    assertThat(Remint.isDue(producer, SIGNER)).isTrue();
    assertThat(Remint.isDue(producer, CA)).isTrue();
  }

  @Test
  void isCrossedOffAsSoonAsTheAuthorityIsThere() {
    RestProducer producer = producer("table-signer", noted(SIGNER, "aa", false));
    List<RestProducerStatus.Authority> after =
        Remint.crossedOff(producer, List.of(noted(SIGNER, "bb", false)));
    assertThat(after).singleElement().matches(a -> a.remintDone && a.sha256.equals("bb"));
    assertThat(Remint.isDue(producer("table-signer", after.get(0)), SIGNER)).isFalse();
  }

  @Test
  void saysThatTheOneThatStandsThereHasBeenDealtWith() {
    assertThat(Remint.request(producer(null), SIGNER))
        .isEqualTo("restproducer.io/remint=table-signer");
    assertThat(Remint.request(producer("table-signer", noted(SIGNER, "aa", true)), SIGNER))
        .startsWith("restproducer.io/remint=table-signer (remove");
  }

  @Test
  void countsAgainOnceTheAnnotationWasAway() {
    RestProducer without = producer(null, noted(SIGNER, "aa", true));
    List<RestProducerStatus.Authority> after = Remint.crossedOff(without, List.of());
    assertThat(after).singleElement().matches(a -> a.remintDone == null && a.sha256.equals("aa"));
    assertThat(Remint.isDue(producer("table-signer", after.get(0)), SIGNER)).isTrue();
  }

  @Test
  void whatWasNotFoundStaysAsItWasNoted() {
    RestProducer producer =
        producer("table-signer", noted(CA, "aa", false), noted(SIGNER, "bb", true));
    assertThat(Remint.crossedOff(producer, List.of(noted(CA, "aa", false))))
        .extracting(a -> a.name, a -> a.sha256, a -> a.remintDone)
        .containsExactly(tuple(CA, "aa", null), tuple(SIGNER, "bb", true));
  }

  private static RestProducer producer(
      String annotation, RestProducerStatus.Authority... authorities) {
    RestProducer producer = new RestProducer();
    ObjectMetaBuilder metadata = new ObjectMetaBuilder().withName("gateway");
    producer.setMetadata(
        annotation == null
            ? metadata.build()
            : metadata.addToAnnotations(Remint.ANNOTATION, annotation).build());
    RestProducerStatus status = new RestProducerStatus();
    status.authorities = List.of(authorities);
    producer.setStatus(status);
    return producer;
  }

  private static RestProducerStatus.Authority noted(String name, String sha256, boolean done) {
    RestProducerStatus.Authority authority = new RestProducerStatus.Authority();
    authority.name = name;
    authority.sha256 = sha256;
    authority.remintDone = done ? Boolean.TRUE : null;
    return authority;
  }
}
