package io.restproducer.runtime.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restproducer.runtime.limits.SizeLimits;
import io.restproducer.runtime.produce.OutgoingRecord;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
  private static final SizeLimits SIZES = new SizeLimits(10, 1000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-0.0e-7",
        "\"\"",
        "\"a\\u00e9\\n\"",
        "\"é 😀 中\"",
        "true",
        "false",
        "[]",
        "{}",
        "{ \"b\" : [ 1 , {\"c\":\"}]\"} ],\n\t\"a\":\"\\\\\" }",
        "[null]",
        "{\"value\":1,\"value\":2}"
      })
  void writesJsonAsItWasSent(String json) throws Refusal {
    OutgoingRecord record =
        good(read(BatchFormat.JSON, "{\"records\":[ {\"value\" : " + json + " , \"key\":1} ]}"));

    assertThat(new String(record.value().orElseThrow(), UTF_8)).isEqualTo(json);
    assertThat(record.key()).hasValue("1".getBytes(UTF_8));
  }

  @Test
  void writesEachOfManyAsItWasSent() throws Refusal {
    Random random = new Random(7);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      values.add(json(random, 0));
    }
    String body = "{\"records\":[{\"value\":" + String.join("},{\"value\":", values) + "}]}";

    List<BatchEntry> entries =
        batch(BatchFormat.JSON, new SizeLimits(10, 1 << 20)).read(body.getBytes(UTF_8));

    assertThat(entries).hasSameSizeAs(values);
    for (int i = 0; i < values.size(); i++) {
      String sent = values.get(i);
      OutgoingRecord record = ((BatchEntry.Good) entries.get(i)).record();
      assertThat(new String(record.value().orElseThrow(), UTF_8)).isEqualTo(sent);
    }
  }

  /** Never null, which is a tombstone and needs a key. */
  private static String json(Random random, int depth) {
    String blank = random.nextInt(4) == 0 ? " \n" : "";
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> Long.toString(random.nextLong());
      case 1 -> Double.toString(random.nextGaussian());
      case 2 -> List.of("\"é😀\"", "\"\\\"]}\"", "\"\\u0041\\\\\"").get(random.nextInt(3));
      case 3 -> random.nextBoolean() ? "true" : "false";
      case 4 -> "[" + blank + json(random, depth + 1) + "," + json(random, depth + 1) + blank + "]";
      default -> "{\"a}\":" + blank + json(random, depth + 1) + blank + "}";
    };
  }

  @Test
  void readsBytesFromBase64AndTextFromStrings() throws Refusal {
    OutgoingRecord binary =
        good(read(BatchFormat.BINARY, "{\"records\":[{\"key\":\"AP8=\",\"value\":\"\"}]}"));
    OutgoingRecord text =
        good(
            read(
                BatchFormat.TEXT,
                "{\"records\":[{\"key\":\"k\\n\",\"value\":\"é\\ud83d\\ude00\"}]}"));

    assertThat(binary.key().orElseThrow()).containsExactly(0, 0xff);
    assertThat(binary.value().orElseThrow()).isEmpty();
    assertThat(text.key()).hasValue("k\n".getBytes(UTF_8));
    assertThat(text.value()).hasValue("é😀".getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({"JSON,1", "BINARY,'\"MQ==\"'", "TEXT,'\"1\"'"})
  void takesNullForATombstone(BatchFormat format, String key) throws Refusal {
    OutgoingRecord record =
        good(read(format, "{\"records\":[{\"key\":" + key + ",\"value\":null}]}"));

    assertThat(record.value()).isEmpty();
    assertThat(record.key()).hasValue("1".getBytes(UTF_8));
  }

  @Test
  void readsPartitionTimestampAndHeaders() throws Refusal {
    OutgoingRecord record =
        good(
            read(
                BatchFormat.JSON,
                "{\"value_schema\":null,\"records\":[{\"value\":1,\"partition\":2,\"timestamp\":1700000000000,"
                    + "\"headers\":[{\"key\":\"h\",\"value\":\"aGk=\"},{\"value\":\"\",\"key\":\"h\"}]}]}"));

    assertThat(record.partition()).hasValue(2);
    assertThat(record.timestamp()).hasValue(1_700_000_000_000L);
    assertThat(record.headers())
        .extracting(OutgoingRecord.RecordHeader::name)
        .containsExactly("h", "h");
    assertThat(record.headers().get(0).value()).isEqualTo("hi".getBytes(UTF_8));
  }

  @Test
  void takesThePartitionOfThePath() throws Refusal {
    Batch batch = new Batch(BatchFormat.JSON, "orders", OptionalInt.of(3), SIZES);
    List<BatchEntry> entries =
        batch.read(
            "{\"records\":[{\"value\":1},{\"value\":1,\"partition\":3},{\"value\":1,\"partition\":2}]}"
                .getBytes(UTF_8));

    assertThat(((BatchEntry.Good) entries.get(0)).record().partition()).hasValue(3);
    assertThat(((BatchEntry.Good) entries.get(1)).record().partition()).hasValue(3);
    assertThat(((BatchEntry.Bad) entries.get(2)).refusal())
        .hasMessageContaining("another partition");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          JSON   | 7                                                   | must be an object
          JSON   | [{"value":1}]                                       | must be an object
          JSON   | {}                                                  | has no "value"
          JSON   | {"key":1}                                           | has no "value"
          JSON   | {"value":null}                                      | needs a key
          JSON   | {"value":1,"value":2}                               | one field twice
          JSON   | {"vaule":{"deep":[1,2]},"value":1}                  | unknown field
          JSON   | {"value":1,"partition":-1}                          | from 0 to 2147483647
          JSON   | {"value":1,"partition":2147483648}                  | from 0 to 2147483647
          JSON   | {"value":1,"partition":1.0}                         | from 0 to 2147483647
          JSON   | {"value":1,"partition":"1"}                         | from 0 to 2147483647
          JSON   | {"value":1,"partition":{"a":[]}}                    | from 0 to 2147483647
          JSON   | {"value":1,"timestamp":9223372036854775808}         | milliseconds
          JSON   | {"value":1,"timestamp":99999999999999999999999999}  | milliseconds
          JSON   | {"value":1,"headers":{"a":"b"}}                     | must be an array
          JSON   | {"value":1,"headers":[1]}                           | must be an object
          JSON   | {"value":1,"headers":[{"key":"h"}]}                 | needs a "key"
          JSON   | {"value":1,"headers":[{"key":"","value":""}]}       | needs a "key"
          JSON   | {"value":1,"headers":[{"key":"h","value":"?"}]}     | not in base64
          JSON   | {"value":1,"headers":[{"key":"h","value":null}]}    | string of base64
          JSON   | {"value":1,"headers":[{"key":"a\\nb","value":""}]}  | control characters
          JSON   | {"value":1,"headers":[{"key":"\\ud83d","value":""}]}| control characters
          JSON   | {"value":1,"key":"0123456789"}                      | The record key has 12 bytes; the limit is 10
          BINARY | {"value":"!"}                                       | "value" is not in base64
          BINARY | {"value":"QQ"                    ,"key":"A"}        | "key" is not in base64
          BINARY | {"value":{"a":1}}                                   | must be a string
          TEXT   | {"value":1}                                         | must be a string
          TEXT   | {"value":"\\ud83d"}                                 | half of a surrogate pair
          """)
  void saysWhatIsWrongWithOneRecordAndReadsTheOthers(
      BatchFormat format, String record, String message) throws Refusal {
    String fine = format == BatchFormat.JSON ? "{\"value\":1}" : "{\"value\":\"MQ==\"}";

    List<BatchEntry> entries =
        read(format, "{\"records\":[" + fine + "," + record + "," + fine + "]}");

    assertThat(entries).hasSize(3);
    assertThat(entries.get(0)).isInstanceOf(BatchEntry.Good.class);
    assertThat(((BatchEntry.Bad) entries.get(1)).refusal()).hasMessageContaining(message);
    assertThat(entries.get(2)).isInstanceOf(BatchEntry.Good.class);
  }

  @Test
  void checksTheSizeOfEachRecordOnItsOwn() throws Refusal {
    List<BatchEntry> entries =
        read(
            BatchFormat.TEXT,
            "{\"records\":[{\"value\":\"%s\"},{\"value\":\"%s\"}]}"
                .formatted("a".repeat(1000), "a".repeat(1001)));

    assertThat(entries.get(0)).isInstanceOf(BatchEntry.Good.class);
    Refusal refusal = ((BatchEntry.Bad) entries.get(1)).refusal();
    assertThat(refusal.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(refusal).hasMessage("The message has 1001 bytes; the limit is 1000 bytes.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"records":[{"value":1}          | MALFORMED      | at character
          {"records":[{"value":1}]} x      | MALFORMED      | at character
          {"records":[{"value":1}]} {}     | MALFORMED      | more after its end
          {"records":[{"value":tru}]}      | MALFORMED      | at character
          {"records":[{"value":secret}]}   | MALFORMED      | at character
          {"records":[{"value":"\\u00ɣ0"}]} | MALFORMED      | at character 26
          [{"value":1}]                    | UNUSABLE_BATCH | must be an object
          null                             | UNUSABLE_BATCH | must be an object
          {}                               | UNUSABLE_BATCH | has no record
          {"records":[]}                   | UNUSABLE_BATCH | has no record
          {"records":null}                 | UNUSABLE_BATCH | must be an array
          {"records":{"value":1}}          | UNUSABLE_BATCH | must be an array
          {"records":[],"records":[]}      | UNUSABLE_BATCH | one field twice
          {"record":[{"value":1}]}         | UNUSABLE_BATCH | unknown field
          {"value_schema_id":7,"records":[{"value":1}]} | UNUSABLE_BATCH | No schema registry
          """)
  void refusesAsAWholeWhatIsNoBatch(String body, Reason reason, String message) {
    assertThatThrownBy(() -> read(BatchFormat.JSON, body))
        .hasMessageContaining(message)
        .hasMessageNotContaining("secret")
        .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-32BE", "ISO-8859-1"})
  void readsUtf8AndNothingElse(String charset) {
    byte[] body = "{\"records\":[{\"value\":\"é\"}]}".getBytes(Charset.forName(charset));

    assertThatThrownBy(() -> batch(BatchFormat.JSON, SIZES).read(body)).isInstanceOf(Refusal.class);
  }

  @Test
  void boundsTheNumberOfRecordsAndTheirDepth() throws Refusal {
    String record = "{\"value\":1},";
    String most = record.repeat(Batch.MOST_RECORDS);

    assertThat(
            read(BatchFormat.JSON, "{\"records\":[" + most.substring(0, most.length() - 1) + "]}"))
        .hasSize(Batch.MOST_RECORDS);
    assertThatThrownBy(() -> read(BatchFormat.JSON, "{\"records\":[" + most + "{\"value\":1}]}"))
        .hasMessageContaining("more than 5000 records");
    assertThat(good(read(BatchFormat.JSON, deep(500))).value().orElseThrow()).hasSize(1000);
    assertThatThrownBy(() -> read(BatchFormat.JSON, deep(501)))
        .hasMessageContaining("deeper than 500 levels");
  }

  private static String deep(int levels) {
    return "{\"records\":[{\"value\":" + "[".repeat(levels) + "]".repeat(levels) + "}]}";
  }

  private static Batch batch(BatchFormat format, SizeLimits sizes) {
    return new Batch(format, "orders", OptionalInt.empty(), sizes);
  }

  private static List<BatchEntry> read(BatchFormat format, String body) throws Refusal {
    return batch(format, SIZES).read(body.getBytes(UTF_8));
  }

  private static OutgoingRecord good(List<BatchEntry> entries) {
    assertThat(entries).singleElement().isInstanceOf(BatchEntry.Good.class);
    return ((BatchEntry.Good) entries.get(0)).record();
  }
}
