package io.restproducer.runtime.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.restproducer.contract.Quota;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.runtime.limits.InFlight.Reservation;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final long SECOND = 1_000_000_000;
  private static final ServiceIdentity ONE = new ServiceIdentity("a", "one", "1");
  private static final ServiceIdentity TWO = new ServiceIdentity("a", "two", "2");

  private final AtomicLong now = new AtomicLong();
  private final Quotas quotas = new Quotas(now::get);
  private final InFlight inFlight = new InFlight(new Capacity(1000, 100, 100, 1000));

  @Test
  void tellsTheLimitAndWhenToTryAgain() throws Refusal {
    quotas.putInForce(Map.of(ONE, requests(2), TWO, bytes(100)));
    quotas.of(ONE).takeRequest();
    quotas.of(ONE).takeRequest();
    quotas.of(TWO).takeBytes(350);

    Refusal requests = catchThrowableOfType(Refusal.class, () -> quotas.of(ONE).takeRequest());
    Refusal bytes = catchThrowableOfType(Refusal.class, () -> quotas.of(TWO).takeBytes(1));

    assertThat(requests.reason()).isEqualTo(Reason.REQUEST_QUOTA);
    assertThat(requests.status()).isEqualTo(429);
    assertThat(requests.retryAfterSeconds()).hasValue(1);
    assertThat(requests)
        .hasMessage(
            "The quota of this service id, 2 requests a second in each instance, is used up."
                + " Nothing was written; try again in 1 s, or have spec.quota.requestsPerSecond"
                + " raised.");
    assertThat(bytes.reason()).isEqualTo(Reason.BYTE_QUOTA);
    assertThat(bytes.retryAfterSeconds()).as("250 owed, and one byte").hasValue(3);
    assertThat(bytes).hasMessageContaining("100 bytes a second").hasMessageContaining("in 3 s");
    now.addAndGet(3 * SECOND);
    quotas.of(TWO).takeBytes(1);
  }

  @Test
  void oneWithoutAQuotaIsNeverHeldUp() throws Refusal {
    quotas.putInForce(Map.of(ONE, requests(1)));
    for (int i = 0; i < 10_000; i++) {
      quotas.of(TWO).takeRequest();
      quotas.of(TWO).takeBytes(1 << 20);
      quotas.of(ONE).takeBytes(1 << 20);
    }
    assertThat(quotas.of(TWO)).isSameAs(Throttle.NONE);
  }

  @Test
  void aChangeOfOthersRefillsNothing() throws Refusal {
    quotas.putInForce(Map.of(ONE, requests(1)));
    quotas.of(ONE).takeRequest();

    quotas.putInForce(Map.of(ONE, requests(1), TWO, requests(1)));

    assertThatThrownBy(() -> quotas.of(ONE).takeRequest()).isInstanceOf(Refusal.class);
    quotas.of(TWO).takeRequest();
  }

  @Test
  void anotherRateActsOnWhoHasAskedBeforeAndAnotherKindRefillsNothing() throws Refusal {
    quotas.putInForce(Map.of(ONE, bytes(1)));
    Throttle before = quotas.of(ONE);
    before.takeBytes(1_000);

    quotas.putInForce(
        Map.of(ONE, new Quota(OptionalInt.of(9), OptionalLong.of(1_000_000), OptionalInt.empty())));

    now.addAndGet(SECOND / 100);
    before.takeBytes(1);
    quotas.of(ONE).takeBytes(1 << 20);
    assertThatThrownBy(() -> before.takeBytes(1)).isInstanceOf(Refusal.class);
  }

  @Test
  void whoIsNotInTheTableIsForgotten() throws Refusal {
    quotas.putInForce(Map.of(ONE, requests(1)));
    quotas.of(ONE).takeRequest();
    quotas.putInForce(Map.of());
    assertThat(quotas.of(ONE)).isSameAs(Throttle.NONE);

    quotas.putInForce(Map.of(ONE, requests(1)));
    quotas.of(ONE).takeRequest();
  }

  @Test
  void boundsWhatIsInFlight() throws Refusal {
    quotas.putInForce(Map.of(ONE, inFlight(1)));
    Reservation first = inFlight.reserve(ONE, quotas.of(ONE), 1, 1);

    Refusal second =
        catchThrowableOfType(Refusal.class, () -> inFlight.reserve(ONE, quotas.of(ONE), 1, 1));
    assertThat(second.reason()).isEqualTo(Reason.IN_FLIGHT_QUOTA);
    assertThat(second.retryAfterSeconds()).hasValue(1);
    assertThat(second).hasMessageContaining("1 requests in flight; its quota is 1");

    inFlight.reserve(TWO, quotas.of(TWO), 1, 1);
    first.release();
    inFlight.reserve(ONE, quotas.of(ONE), 1, 1);
  }

  @Test
  void whoFindsNoRoomPaysNothingAndWhoCannotPayTakesNoRoom() throws Refusal {
    quotas.putInForce(
        Map.of(ONE, new Quota(OptionalInt.empty(), OptionalLong.of(10), OptionalInt.of(1))));
    Reservation first = inFlight.reserve(ONE, quotas.of(ONE), 1, 9);
    assertThatThrownBy(() -> inFlight.reserve(ONE, quotas.of(ONE), 1, 500))
        .hasMessageContaining("in flight");
    first.release();

    inFlight.reserve(ONE, quotas.of(ONE), 1, 1).release();
    assertThatThrownBy(() -> inFlight.reserve(ONE, quotas.of(ONE), 1, 1))
        .hasMessageContaining("10 bytes a second");
    assertThat(inFlight.requests()).isZero();
  }

  @Test
  void takesWhatComesOfABodyOfUndeclaredLength() throws Refusal {
    quotas.putInForce(Map.of(ONE, bytes(10)));
    Reservation reservation = inFlight.reserve(ONE, quotas.of(ONE), 1, 0);
    reservation.charge(30);
    reservation.release();

    assertThatThrownBy(() -> inFlight.reserve(ONE, quotas.of(ONE), 1, 0))
        .isInstanceOf(Refusal.class);
    now.addAndGet(21 * SECOND / 10);
    inFlight.reserve(ONE, quotas.of(ONE), 1, 0).release();
  }

  /** Nothing at all where there is no quota, and nothing for who is within it. */
  @Test
  void costsNoMemory() throws Refusal {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    quotas.putInForce(
        Map.of(ONE, new Quota(OptionalInt.of(1 << 20), OptionalLong.of(1 << 30), null)));
    takeMany();
    long before = threads.getCurrentThreadAllocatedBytes();
    takeMany();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private void takeMany() throws Refusal {
    for (int i = 0; i < 10_000; i++) {
      quotas.of(ONE).takeRequest();
      quotas.of(ONE).takeBytes(1);
      quotas.of(TWO).takeRequest();
      quotas.of(TWO).takeBytes(1);
    }
  }

  private static Quota requests(int perSecond) {
    return new Quota(OptionalInt.of(perSecond), OptionalLong.empty(), OptionalInt.empty());
  }

  private static Quota bytes(long perSecond) {
    return new Quota(OptionalInt.empty(), OptionalLong.of(perSecond), OptionalInt.empty());
  }

  private static Quota inFlight(int most) {
    return new Quota(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.of(most));
  }
}
