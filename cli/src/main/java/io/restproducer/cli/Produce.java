package io.restproducer.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.InputFile;
import io.restproducer.cli.credentials.TrustBundle;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.http.ProduceApi;
import io.restproducer.contract.ApiKey;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Sends one record as any client would. */
@Command(
    name = "produce",
    description = "Sends one record over HTTPS the way a client would, and shows the answer.")
final class Produce implements Runnable {
  private static final int MOST = 104_857_600;

  @ParentCommand private Root root;
  @Mixin private final UsableKey usableKey = new UsableKey();

  @Parameters(paramLabel = "TOPIC", description = "The topic.")
  private String topic;

  @ArgGroup private Content content;

  @Option(names = "--key", paramLabel = "K", description = "The record's key. Default: none.")
  private String key;

  /** One of two. */
  static final class Content {
    @Option(
        names = {"-d", "--data"},
        required = true,
        paramLabel = "DATA",
        description = "The message.")
    private String data;

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "A file whose bytes are the message. Default, without -d: standard input.")
    private String file;
  }

  @Override
  public void run() {
    Session session = root.session();
    if (session.options().dryRun()) {
      throw new Failure("produce sends a record and cannot be tried: leave --dry-run out");
    }
    Resource instance = session.instance();
    String endpoint =
        Installation.endpoint(instance, "api")
            .orElseThrow(
                () ->
                    new Failure(
                        "RestProducer %s has no api endpoint yet: see why with: kubectl restproducer doctor"
                            .formatted(instance.id())));
    ApiKey apiKey = usableKey.find(session, instance, topic);
    ProduceApi api =
        new ProduceApi(
            session.host(), URI.create(endpoint), TrustBundle.fetch(session.cluster(), instance));
    boolean text = content != null && content.data != null;
    try {
      show(
          session,
          api.post(
              topic,
              key == null ? Map.of() : Map.of("key", key),
              apiKey,
              text ? "text/plain" : "application/octet-stream",
              message(session)));
    } catch (IOException e) {
      throw new Failure(
          "no answer from %s (%s); it is not known whether the record was written; find out what is wrong with: kubectl restproducer doctor"
              .formatted(endpoint, e.getClass().getSimpleName()),
          e);
    }
  }

  private byte[] message(Session session) {
    if (content != null && content.data != null) {
      return content.data.getBytes(StandardCharsets.UTF_8);
    }
    return InputFile.read(session.host(), content == null ? "-" : content.file, MOST);
  }

  private static void show(Session session, ProduceApi.Answer answer) {
    if (answer.status() != 200) {
      if (!session.output().isText()) {
        session.output().show(answer.body(), "");
      }
      throw new Failure("%d: %s".formatted(answer.status(), answer.message()));
    }
    JsonNode metadata = answer.body().path("metadata");
    session
        .output()
        .show(
            answer.body(),
            "200: topic %s, partition %s, offset %s"
                .formatted(
                    metadata.path("topic").asText(),
                    metadata.path("partition").asText(),
                    metadata.path("offset").asText()));
  }
}
