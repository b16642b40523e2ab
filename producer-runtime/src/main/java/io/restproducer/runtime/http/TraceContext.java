package io.restproducer.runtime.http;

import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The caller's place in a trace (W3C Trace Context), passed on with each record as it came. What is
 * malformed is left out and never a reason to refuse a record.
 *
 * @param headers {@code traceparent} and, where there is one, {@code tracestate}; or none
 */
record TraceContext(List<RecordHeader> headers) {
  static final TraceContext NONE = new TraceContext(List.of());

  private static final String PARENT = "traceparent";
  private static final String STATE = "tracestate";
  private static final HttpString PARENT_HEADER = new HttpString(PARENT);
  private static final HttpString STATE_HEADER = new HttpString(STATE);
  private static final int MOST_BYTES = 512;

  /** Version, trace, parent, flags; versions after 00 may have more. */
  private static final Pattern VERSIONS =
      Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-[!-~]*)?");

  private static final Pattern ZEROS = Pattern.compile("0+");
  private static final Pattern LIST = Pattern.compile("[\\t -~]{1,%d}".formatted(MOST_BYTES));

  static TraceContext of(HeaderMap request) {
    HeaderValues parents = request.get(PARENT_HEADER);
    if (parents == null || parents.size() != 1 || !isWellFormed(parents.getFirst())) {
      return NONE;
    }
    RecordHeader parent = header(PARENT, parents.getFirst());
    return new TraceContext(
        state(request.get(STATE_HEADER))
            .map(state -> List.of(parent, header(STATE, state)))
            .orElse(List.of(parent)));
  }

  /** These and {@code own}, which come first: a state is nothing without its own parent. */
  List<RecordHeader> beside(List<RecordHeader> own) {
    if (headers.isEmpty() || names(own, PARENT)) {
      return own;
    }
    List<RecordHeader> all = new ArrayList<>(own);
    headers.stream().filter(header -> !names(own, header.name())).forEach(all::add);
    return all;
  }

  OutgoingRecord on(OutgoingRecord record) {
    return headers.isEmpty()
        ? record
        : new OutgoingRecord(
            record.topic(),
            record.key(),
            record.value(),
            beside(record.headers()),
            record.partition(),
            record.timestamp());
  }

  /** Bytes that it adds to a record. */
  int size() {
    int size = 0;
    for (RecordHeader header : headers) {
      size += header.name().length() + header.value().length;
    }
    return size;
  }

  private static boolean isWellFormed(String parent) {
    Matcher parts = VERSIONS.matcher(parent);
    return parent.length() <= MOST_BYTES
        && parts.matches()
        && !parts.group(1).equals("ff")
        && !(parts.group(1).equals("00") && parts.group(4) != null)
        && !ZEROS.matcher(parts.group(2)).matches()
        && !ZEROS.matcher(parts.group(3)).matches();
  }

  /** Several lines are one list (RFC 9110, 5.3). */
  private static Optional<String> state(HeaderValues lines) {
    return Optional.ofNullable(lines)
        .map(list -> String.join(",", list))
        .filter(list -> LIST.matcher(list).matches());
  }

  private static boolean names(List<RecordHeader> headers, String name) {
    return headers.stream().anyMatch(header -> header.name().equals(name));
  }

  private static RecordHeader header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.US_ASCII));
  }
}
