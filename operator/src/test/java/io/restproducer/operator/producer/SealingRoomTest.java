package io.restproducer.operator.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.crds.RestProducerStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealingRoomTest {
  private static final ProducerNames NAMES = new ProducerNames("gateway");

  @Test
  void saysSinceWhenAndUntilWhenThereIsNoRoom() {
    assertThat(full(14)).isEmpty();
    assertThat(full(15))
        .isEqualTo(
            "; sealing keys cannot be rotated: all 16 that there may be are needed for client certificates, the first of them until 2027-01-01T00:00:00Z");
  }

  @Test
  void othersHaveRoom() {
    RestProducerStatus.Authority other = authority(15);
    other.name = NAMES.clientsAuthority();
    assertThat(SealingRoom.full(NAMES, List.of(other))).isEmpty();
    RestProducerStatus.Authority none = authority(15);
    none.former = null;
    assertThat(SealingRoom.full(NAMES, List.of(none))).isEmpty();
  }

  private static String full(int formers) {
    return SealingRoom.full(NAMES, List.of(authority(formers)));
  }

  private static RestProducerStatus.Authority authority(int formers) {
    RestProducerStatus.Authority authority = new RestProducerStatus.Authority();
    authority.name = NAMES.sealingKeys();
    authority.former =
        IntStream.range(0, formers).mapToObj(i -> former("%d-01-01T00:00:00Z", 2027 + i)).toList();
    return authority;
  }

  private static RestProducerStatus.Former former(String until, int year) {
    RestProducerStatus.Former former = new RestProducerStatus.Former();
    former.until = until.formatted(year);
    return former;
  }
}
