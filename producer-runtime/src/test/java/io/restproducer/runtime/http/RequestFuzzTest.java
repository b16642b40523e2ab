package io.restproducer.runtime.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.restproducer.runtime.json.Rfc8259;
import io.restproducer.runtime.produce.OutgoingRecord.RecordHeader;
import io.restproducer.runtime.refusal.Refusal;
import io.undertow.util.HttpString;
import java.net.URLEncoder;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** What a caller writes into a request, against what must hold of whatever he writes. */
class RequestFuzzTest {
  private static final String NAME_OF_A_TOPIC = "[A-Za-z0-9._-]{1,249}";

  /** A method, a blank, a path. */
  @FuzzTest
  void route(byte[] input) {
    String text = new String(input, ISO_8859_1);
    int blank = Math.max(0, text.indexOf(' '));
    String path = text.substring(blank).strip();
    // What stands on the wire has no line break in a method: StrictRequests lets none through.
    String method = text.substring(0, blank).replaceAll("[\r\n]", "");
    Route route = Route.of(new HttpString(method), path);

    if (route instanceof Route.Records records) {
      assertThat(path).isEqualTo("/topics/" + records.topic() + "/records");
      assertThat(records.topic()).matches(NAME_OF_A_TOPIC).isNotIn(".", "..");
    } else if (route instanceof Route.Batch batch) {
      assertThat(path).startsWith("/topics/" + batch.topic());
      assertThat(batch.topic()).matches(NAME_OF_A_TOPIC).isNotIn(".", "..");
      assertThat(batch.partition().orElse(0)).isNotNegative();
    }
  }

  /** A query, which means the same when it is written anew from what was understood. */
  @FuzzTest
  void query(byte[] input) {
    try {
      RecordParameters understood = RecordParameters.parse(new String(input, ISO_8859_1));
      RecordParameters again = RecordParameters.parse(written(understood));

      assertThat(written(again)).isEqualTo(written(understood));
      assertThat(understood.headers()).hasSizeLessThanOrEqualTo(64);
      assertThat(understood.partition().orElse(0)).isNotNegative();
      assertThat(understood.timestamp().orElse(0)).isNotNegative();
      assertThat(understood.tombstone() && understood.key().isEmpty()).isFalse();
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.getMessage()).matches("[ -~]+");
    }
  }

  /** The value of {@code headers}, decoded. */
  @FuzzTest
  void headersParameter(byte[] input) {
    String text = new String(input, UTF_8);
    try {
      List<RecordHeader> headers =
          RecordParameters.parse("headers=" + URLEncoder.encode(text, UTF_8)).headers();

      String again =
          headers.stream()
              .map(header -> header.name() + ":" + HexFormat.of().formatHex(header.value()))
              .collect(Collectors.joining(","));
      assertThat(again).isEqualToIgnoringCase(text);
    } catch (Refusal e) {
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.getMessage()).matches("[ -~]+");
    }
  }

  /** A body under a JSON type. */
  @FuzzTest
  void json(byte[] input) {
    boolean taken = true;
    try {
      JsonCheck.check(input);
    } catch (Refusal e) {
      taken = false;
      assertThat(e.status()).isEqualTo(400);
      assertThat(e.getMessage()).matches("[ -~]+");
    }
    assertThat(taken).isEqualTo(Rfc8259.isTaken(input));
  }

  private static String written(RecordParameters parameters) {
    StringBuilder query = new StringBuilder("tombstone=" + parameters.tombstone());
    parameters
        .key()
        .ifPresent(
            key -> query.append("&keyType=binary&key=").append(HexFormat.of().formatHex(key)));
    parameters.partition().ifPresent(number -> query.append("&partition=").append(number));
    parameters.timestamp().ifPresent(millis -> query.append("&timestamp=").append(millis));
    String headers =
        parameters.headers().stream()
            .map(header -> header.name() + ":" + HexFormat.of().formatHex(header.value()))
            .collect(Collectors.joining(","));
    return query.append("&headers=").append(URLEncoder.encode(headers, UTF_8)).toString();
  }
}
