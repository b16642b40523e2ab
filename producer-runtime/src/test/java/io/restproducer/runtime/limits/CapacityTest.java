package io.restproducer.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void holdsARecordAndAHalfOfFullSizeOrSaysWhatItNeeds() {
    SizeLimits large = new SizeLimits(4096, 10 << 20);

    assertThat(Capacity.of(61L << 20, large).problem(large)).isEmpty();
    assertThat(Capacity.of(48L << 20, large).problem(large).orElseThrow())
        .contains("MAX_MESSAGE_SIZE 10485760", "61 MiB or more", "it has 48 MiB");
  }

  @ParameterizedTest
  @ValueSource(ints = {128, 512, 1024, 1600})
  void whatAdmissionAllowsForAMemoryLimitFits(int mebibytes) {
    long limit = (long) mebibytes << 20;
    // Half of the limit is heap, of which the serial collector keeps a survivor space back.
    long heap = limit / 2 * 96 / 100;
    SizeLimits largest = new SizeLimits(65_536, (int) (limit / 16));

    assertThat(Capacity.of(heap, largest).problem(largest)).isEmpty();
  }

  @Test
  void fitsAKeyOfFullSizeIntoTheUri() {
    assertThat(DEFAULTS.maxUriLength()).isEqualTo(8192 + 3 * 4096);
  }
}
