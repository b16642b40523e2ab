package io.restproducer.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  private final HeaderMap request = new HeaderMap();

  @ParameterizedTest
  @ValueSource(
      strings = {
        PARENT,
        "00-00000000000000000000000000000001-0000000000000001-00",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-holds",
      })
  void passesOnWhatIsWellFormed(String parent) {
    add("traceparent", parent);
    assertThat(passedOn()).isEqualTo(Map.of("traceparent", parent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-\u00e9",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01",
      })
  void leavesOutWhatIsMalformedAndItsState(String parent) {
    add("traceparent", parent);
    add("tracestate", "vendor=1");
    assertThat(passedOn()).isEmpty();
  }

  @Test
  void leavesOutTwoParentsAndOneThatIsTooLong() {
    add("traceparent", PARENT);
    add("traceparent", PARENT);
    assertThat(passedOn()).isEmpty();

    request.clear();
    add("traceparent", PARENT.replaceFirst("00", "01") + "-" + "x".repeat(457));
    assertThat(passedOn()).isEmpty();
  }

  @Test
  void joinsTheLinesOfAState() {
    add("traceparent", PARENT);
    add("tracestate", "a=1");
    add("tracestate", "b=2,c=3");
    assertThat(passedOn()).isEqualTo(Map.of("traceparent", PARENT, "tracestate", "a=1,b=2,c=3"));
  }

  @Test
  void leavesOutAStateThatIsTooLongOrNoTextOrAlone() {
    add("tracestate", "a=1");
    assertThat(passedOn()).isEmpty();

    for (String state : List.of("x".repeat(513), "a=\u00e9", "a=\u0001", "")) {
      request.clear();
      add("traceparent", PARENT);
      add("tracestate", state);
      assertThat(passedOn()).as(state).isEqualTo(Map.of("traceparent", PARENT));
    }

    request.clear();
    add("traceparent", PARENT);
    add("tracestate", "x".repeat(512));
    assertThat(passedOn()).hasSize(2);
  }

  @Test
  void theHeadersParameterGoesFirst() {
    add("traceparent", PARENT);
    add("tracestate", "a=1");

    assertThat(beside(new RecordHeader("colour", new byte[] {1})))
        .containsExactly("colour", "traceparent", "tracestate");
    assertThat(beside(new RecordHeader("tracestate", new byte[] {1})))
        .containsExactly("tracestate", "traceparent");
    assertThat(beside(new RecordHeader("traceparent", new byte[] {1})))
        .as("a state of another parent would be wrong")
        .containsExactly("traceparent");
  }

  @Test
  void costsNoMemoryWhereThereIsNone() {
    add("Host", "localhost");
    add("tracestate", "a=1");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    look();
    long before = threads.getCurrentThreadAllocatedBytes();
    look();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private void look() {
    for (int i = 0; i < 10_000; i++) {
      if (TraceContext.of(request) != TraceContext.NONE) {
        throw new AssertionError();
      }
    }
  }

  private List<String> beside(RecordHeader own) {
    return TraceContext.of(request).beside(List.of(own)).stream().map(RecordHeader::name).toList();
  }

  private Map<String, String> passedOn() {
    return TraceContext.of(request).headers().stream()
        .collect(
            Collectors.toMap(
                RecordHeader::name, h -> new String(h.value(), StandardCharsets.US_ASCII)));
  }

  private void add(String name, String value) {
    request.add(new HttpString(name), value);
  }
}
