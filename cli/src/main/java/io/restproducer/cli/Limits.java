package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Finding;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows the limits in force, or changes them and waits until every pod has them. */
@Command(
    name = "limits",
    description = {
      "Shows the largest record key and message that are taken.",
      "With an option it changes that limit and returns when every pod enforces it; the pods roll one"
          + " by one and no request fails."
    })
final class Limits implements Runnable {
  @ParentCommand private Root root;

  @Option(
      names = "--max-key-size",
      paramLabel = "N",
      description = "Largest record key in bytes, 0 to 65536.")
  private Integer maxKeySize;

  @Option(
      names = "--max-message-size",
      paramLabel = "N",
      description = "Largest message in bytes, 1 to 104857600.")
  private Integer maxMessageSize;

  /** The limits as scripts get them, in bytes. */
  record InForce(Integer maxKeySize, Integer maxMessageSize) {}

  @Override
  public void run() {
    Session session = root.session();
    Resource instance = session.instance();
    if (maxKeySize != null || maxMessageSize != null) {
      Optional<Resource> changed =
          session.change(Kind.REST_PRODUCER, instance.namespace(), instance.name(), wanted());
      if (changed.isEmpty()) {
        return;
      }
      instance = await(session, changed.get());
    }
    Installation now = Installation.of(instance);
    session
        .output()
        .show(
            new InForce(now.maxKeySize(), now.maxMessageSize()),
            new Columns()
                .row("Maximum key size:", bytes(now.maxKeySize()))
                .row("Maximum message size:", bytes(now.maxMessageSize()))
                .text());
  }

  private Resource await(Session session, Resource changed) {
    return session
        .waiting()
        .until(
            "the new limits",
            "the change stands, and the pods follow; see: kubectl restproducer limits",
            () -> {
              Resource now = session.again(Kind.REST_PRODUCER, changed);
              Standing.refuseProblem(
                  now, "the pods go on with the former limits until you write another one");
              return inForce(now)
                  ? Finding.there(now)
                  : Finding.notYet(Standing.missing(now, "Ready"));
            });
  }

  private boolean inForce(Resource instance) {
    Installation now = Installation.of(instance);
    return instance.isObserved()
        && (maxKeySize == null || maxKeySize.equals(now.maxKeySize()))
        && (maxMessageSize == null || maxMessageSize.equals(now.maxMessageSize()));
  }

  private ObjectNode wanted() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    if (maxKeySize != null) {
      spec.put("maxKeySize", maxKeySize);
    }
    if (maxMessageSize != null) {
      spec.put("maxMessageSize", maxMessageSize);
    }
    return spec;
  }

  private static String bytes(Integer number) {
    return number == null ? "not known yet" : number + " bytes";
  }
}
