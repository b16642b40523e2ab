package io.restproducer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restproducer.cli.Tool.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transcripts in docs/cli.md are what the commands print. */
class TranscriptsIT {
  @TempDir private Path directory;

  @Test
  void theTranscriptsAreWhatTheCommandsPrint() throws IOException {
    try (Stage stage = new Stage(directory, "shop").withProducer("gateway")) {
      Transcript shown =
          new Transcript(stage.tool())
              .name("https://localhost:9443", "https://gateway.example.com:9443")
              .name(stage.endpoint().url(), "https://gateway.example.com:8443")
              .name("localhost:" + stage.endpoint().port(), "gateway.example.com:8443")
              .name("localhost", "gateway.example.com");
      shown.heading("The installation");
      done(shown.run("init"));
      shown.heading("Topics");
      done(shown.run("topic-create --name payments --partitions 6 --replication-factor 3"));
      done(shown.run("topics"));
      done(shown.run("topic payments"));
      shown.words("For those who keep everything in Git:");
      done(shown.run("topic-create --name refunds --dry-run -o yaml"));
      shown.heading("An application and its API key");
      Result made =
          shown.run("iam-service-id-create --name checkout --role editor --topic payments");
      done(made);
      String key = made.out().replaceAll("(?s).*(rpk_\\w+).*", "$1");
      done(shown.run("iam-service-ids"));
      done(shown.run("iam-service-id checkout"));
      done(shown.run("produce payments -d hello"));
      shown.heading("The server's certificate");
      done(shown.run("certificates --format pem"));
      done(shown.run("certificates --format p12"));
      shown.heading("A client certificate");
      Files.write(directory.resolve("cics.csr"), Authority.request("CN=cics-region-1"));
      Files.writeString(directory.resolve("api-key"), key);
      done(
          shown.run(
              "sign-clientauth-csr --in cics.csr --in-format der --api-key-file api-key --out cics.pem"));
      shown.heading("Limits");
      done(shown.run("limits"));
      done(shown.run("limits --max-message-size 131072"));
      shown.heading("What is wrong");
      done(shown.run("doctor"));
      assertThat(shown.run("doctor orders --service-id checkout").code()).isEqualTo(1);
      shown.heading("Another key, and the end of one");
      done(shown.run("iam-service-id-rotate checkout"));
      done(shown.run("iam-service-id-revoke checkout --key-id " + key.substring(4, 16)));
      done(shown.run("iam-service-id-delete checkout"));
      shown.heading("Completion");
      done(shown.run("completion kubectl"));
      new GeneratedPart("transcripts").isAsGenerated(shown.text());
    }
  }

  private static void done(Result result) {
    assertThat(result.code()).as(result.out() + result.err()).isZero();
  }
}
