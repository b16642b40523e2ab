package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.IssuedKey;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Finding;
import io.restproducer.contract.ApiKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes a ServiceId, waits for its key and prints that once. */
@Command(
    name = "iam-service-id-create",
    description = {
      "Makes a ServiceId and prints its API key when every pod knows it.",
      "The key is printed here and nowhere else; it stays in the ServiceId's Secret."
    })
final class ServiceIdCreate implements Runnable {
  /** What a ServiceId may do. */
  enum Role {
    VIEWER,
    EDITOR,
    OPERATOR,
    ADMINISTRATOR,
    AUDITOR;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @ParentCommand private Root root;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "S",
      description = "Its name: at most 40 lower-case letters, digits and '-'.")
  private String name;

  @Option(
      names = "--role",
      defaultValue = "editor",
      paramLabel = "ROLE",
      description =
          "${COMPLETION-CANDIDATES}; producing needs editor, operator or administrator."
              + " Default: ${DEFAULT-VALUE}.")
  private Role role;

  @Option(
      names = "--topic",
      paramLabel = "T",
      split = ",",
      description =
          "A topic that it may write: a name, a prefix ending in '*', or '*'; may be given"
              + " several times.")
  private List<String> topics = new ArrayList<>();

  @Override
  public void run() {
    Session session = root.session();
    String namespace = session.cluster().namespace();
    Resource instance = session.instance();
    if (session.cluster().find(Kind.SERVICE_ID, namespace, name).isPresent()) {
      throw new Failure(
          "there is a ServiceId %s in the namespace %s already: choose another --name, or see it with: kubectl restproducer iam-service-id %s"
              .formatted(name, namespace, name));
    }
    Optional<Resource> made =
        session.change(Kind.SERVICE_ID, namespace, name, wanted(namespace, instance));
    made.ifPresent(resource -> NewKey.show(session, resource, await(session, resource)));
  }

  private ApiKey await(Session session, Resource made) {
    return session
        .waiting()
        .until(
            "ServiceId " + name,
            "it is made, and its key will lie in its Secret; see: kubectl restproducer iam-service-id "
                + name,
            () -> {
              Resource now = session.again(Kind.SERVICE_ID, made);
              Standing.refuseProblem(
                  now,
                  "it gets its key once that is put right; remove it with: kubectl restproducer iam-service-id-delete "
                      + name);
              return ServiceIdView.isReady(now)
                  ? IssuedKey.of(session.cluster(), now)
                      .map(Finding::there)
                      .orElseGet(() -> Finding.notYet("its Secret is not there yet"))
                  : Finding.notYet(Standing.missing(now, "Ready"));
            });
  }

  private ObjectNode wanted(String namespace, Resource instance) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    ObjectNode reference = spec.putObject("restProducerRef").put("name", instance.name());
    if (!instance.namespace().equals(namespace)) {
      reference.put("namespace", instance.namespace());
    }
    spec.put("role", role.toString());
    if (!topics.isEmpty()) {
      topics.forEach(spec.putArray("topics")::add);
    }
    return spec;
  }
}
