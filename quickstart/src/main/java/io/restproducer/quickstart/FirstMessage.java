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

  /** With curl and the API key in a header. */
  void send(Caller caller, String topic) {
    String message = "Hello from the quickstart at " + now();
    progress.heading("A record by HTTPS");
    ShownCommand curl = new CurlCommand(caller, topic, message).shown(System.getenv());
    send(curl, new HttpPost(caller), caller.url(topic), message);
  }

  /** With wget and a client certificate. */
  void send(CertifiedCaller caller, String topic) {
    String message = "Hello with a certificate at " + now();
    progress.heading("The same with a client certificate instead of a header");
    ShownCommand wget = new WgetCommand(caller, topic, message).shown(System.getenv());
    send(wget, new HttpPost(caller), caller.url(topic), message);
  }

  private void send(ShownCommand command, HttpPost otherwise, String url, String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    progress.note(command.line());
    Acknowledgement acknowledgement =
        command.isInstalled() ? run(command) : without(command, otherwise, url, bytes);
    progress.done(
        "200: topic %s, partition %d, offset %d"
            .formatted(
                acknowledgement.topic(), acknowledgement.partition(), acknowledgement.offset()));
    readBack(acknowledgement, bytes);
  }

  private Acknowledgement run(ShownCommand command) {
    String output = command.run();
    progress.note(output.replace("\r", "").replaceAll("(?m)^  ", "").strip());
    return Acknowledgement.ofHeadAndBody(output);
  }

  private Acknowledgement without(ShownCommand command, HttpPost post, String url, byte[] message) {
    progress.note(
        "(this machine has no %s: Java's own HTTP client sends the same)"
            .formatted(command.program()));
    try {
      HttpResponse<String> answer = post.send(url, message);
      progress.note(answer.statusCode() + "\n" + answer.body());
      if (answer.statusCode() != 200) {
        throw new QuickstartFailure("expected 200, got " + answer.statusCode());
      }
      return Acknowledgement.of(answer.body());
    } catch (IOException e) {
      throw new QuickstartFailure("cannot send to " + url + ": " + e, e);
    }
  }

  private static LocalTime now() {
    return LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
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
