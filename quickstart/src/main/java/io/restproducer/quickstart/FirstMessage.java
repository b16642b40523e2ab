package io.restproducer.quickstart;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** Sends a record the way a caller does, shows the answer and reads the record back from Kafka. */
final class FirstMessage {
  private final Progress progress;
  private final RecordReader reader;

  FirstMessage(Progress progress, RecordReader reader) {
    this.progress = progress;
    this.reader = reader;
  }

  void send(Caller caller, String topic) {
    CurlCommand curl =
        new CurlCommand(
            caller,
            topic,
            "Hello from the quickstart at " + LocalTime.now().truncatedTo(ChronoUnit.SECONDS));
    progress.heading("A record by HTTPS");
    progress.note(curl.line());
    Acknowledgement acknowledgement =
        CurlCommand.isInstalled() ? withCurl(curl) : withoutCurl(curl);
    progress.done(
        "200: topic %s, partition %d, offset %d"
            .formatted(
                acknowledgement.topic(), acknowledgement.partition(), acknowledgement.offset()));
    readBack(acknowledgement, curl.message().getBytes(StandardCharsets.UTF_8));
  }

  private Acknowledgement withCurl(CurlCommand curl) {
    String output = curl.run();
    progress.note(output.replace("\r", "").strip());
    return Acknowledgement.ofHeadAndBody(output);
  }

  private Acknowledgement withoutCurl(CurlCommand curl) {
    progress.note("(this machine has no curl: Java's own HTTP client sends the same)");
    try {
      HttpResponse<String> answer =
          new HttpPost(curl.caller())
              .send(curl.url(), curl.message().getBytes(StandardCharsets.UTF_8));
      progress.note(answer.statusCode() + "\n" + answer.body());
      if (answer.statusCode() != 200) {
        throw new QuickstartFailure("expected 200, got " + answer.statusCode());
      }
      return Acknowledgement.of(answer.body());
    } catch (IOException e) {
      throw new QuickstartFailure("cannot send to " + curl.url() + ": " + e, e);
    }
  }

  private void readBack(Acknowledgement place, byte[] sent) {
    byte[] found = reader.read(place);
    String text = new String(found, StandardCharsets.UTF_8);
    if (!Arrays.equals(found, sent)) {
      throw new QuickstartFailure("Kafka holds other bytes than were sent: " + text);
    }
    progress.done("read back from Kafka by a consumer, %d bytes: %s".formatted(found.length, text));
  }
}
