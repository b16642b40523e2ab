package io.restproducer.crds;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProducerOptionsTest {
  @Test
  void admissionKnowsTheOptionsThatTheRuntimeKnows() {
    String listed = String.join(", ", io.restproducer.contract.ProducerOptions.allowed());
    assertThat(ProducerOptions.LISTED).isEqualTo(listed);
    assertThat(ProducerOptions.NAMES.replaceAll("[\\[\\]']", "")).isEqualTo(listed);
  }
}
