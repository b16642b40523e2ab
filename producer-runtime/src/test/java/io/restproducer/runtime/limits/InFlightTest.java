package io.restproducer.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final ServiceIdentity ONE = new ServiceIdentity("a", "one", "1");
  private static final ServiceIdentity TWO = new ServiceIdentity("a", "two", "2");

  private final InFlight inFlight = new InFlight(new Capacity(1000, 8, 100, 1000));

  @Test
  void letsOneWithNothingInFlightUseTheWholeBudget() throws Refusal {
    assertThat(inFlight.reserve(ONE, 1000)).isNotNull();
    assertRefused(TWO, 1, "bytes are in flight");
  }

  @Test
  void givesNobodyMoreThanAQuarterOfTheBytes() throws Refusal {
    inFlight.reserve(ONE, 240);

    assertRefused(ONE, 11, "bytes of this service id");
    assertThat(inFlight.reserve(TWO, 250)).isNotNull();
  }

  @Test
  void givesNobodyMoreThanAQuarterOfTheRequests() throws Refusal {
    inFlight.reserve(ONE, 1);
    inFlight.reserve(ONE, 1);

    assertRefused(ONE, 1, "requests of this service id");
    assertThat(inFlight.reserve(TWO, 1)).isNotNull();
  }

  @Test
  void boundsTheRequestsOfAll() throws Refusal {
    List<Reservation> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(inFlight.reserve(new ServiceIdentity("a", "n" + i, "n" + i), 1));
    }
    assertRefused(ONE, 1, "requests are in flight (8; the limit is 8)");

    all.get(3).release();
    assertThat(inFlight.reserve(ONE, 1)).isNotNull();
  }

  @Test
  void countsWhatABodyGrowsTo() throws Refusal {
    Reservation growing = inFlight.reserve(ONE, 10);
    growing.grow(900);

    assertThat(inFlight.bytes()).isEqualTo(910);
    assertThatThrownBy(() -> growing.grow(100)).isInstanceOf(Refusal.class);
    assertThat(inFlight.bytes()).isEqualTo(910);
  }

  @Test
  void takesBackEverythingOnce() throws Refusal, InterruptedException {
    Reservation reservation = inFlight.reserve(ONE, 10);
    reservation.grow(5);
    assertThat(inFlight.awaitNone(1)).isFalse();

    reservation.release();
    reservation.release();

    assertThat(inFlight.bytes()).isZero();
    assertThat(inFlight.requests()).isZero();
    assertThat(inFlight.awaitNone(1)).isTrue();
  }

  @Test
  void whoeverOnlyLooksWaitsForNoRequest() throws Refusal {
    inFlight.reserve(ONE, 10);
    synchronized (inFlight) {
      assertThat(CompletableFuture.supplyAsync(() -> inFlight.bytes() + inFlight.requests()))
          .succeedsWithin(Duration.ofSeconds(30))
          .isEqualTo(11L);
    }
  }

  private void assertRefused(ServiceIdentity owner, long bytes, String message) {
    assertThatThrownBy(() -> inFlight.reserve(owner, bytes))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.BUSY))
        .hasMessageContaining(message);
  }
}
