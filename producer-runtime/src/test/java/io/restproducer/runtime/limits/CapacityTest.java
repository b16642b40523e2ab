package io.restproducer.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityTest {
  private static final SizeLimits DEFAULTS = new SizeLimits(4096, 65536);

  @Test
  void dependsOnTheHeapAlone() {
    Capacity capacity = Capacity.of(512L << 20, DEFAULTS);

    assertThat(capacity.bytesInFlight()).isEqualTo(128L << 20);
    assertThat(capacity.producerBuffer()).isEqualTo(128L << 20);
    assertThat(capacity.connections()).isEqualTo(4096);
    assertThat(capacity.problem(DEFAULTS)).isEmpty();
  }

  @Test
  void holdsTwoRecordsOfFullSizeOrSaysWhatItNeeds() {
    SizeLimits large = new SizeLimits(4096, 10 << 20);

    assertThat(Capacity.of(81L << 20, large).problem(large)).isEmpty();
    assertThat(Capacity.of(64L << 20, large).problem(large).orElseThrow())
        .contains("MAX_MESSAGE_SIZE 10485760", "81 MiB or more", "it has 64 MiB");
  }

  @Test
  void fitsAKeyOfFullSizeIntoTheUri() {
    assertThat(DEFAULTS.maxUriLength()).isEqualTo(8192 + 3 * 4096);
  }
}
