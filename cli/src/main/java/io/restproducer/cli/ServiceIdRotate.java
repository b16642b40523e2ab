package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.credentials.IssuedKey;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Finding;
import io.restproducer.contract.ApiKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Replaces the key of a ServiceId. */
@Command(
    name = "iam-service-id-rotate",
    description = {
      "Replaces the API key of a ServiceId and prints the new one when every pod knows it.",
      "The old one works on for apiKey.gracePeriod; with --now it ends at once then."
    })
final class ServiceIdRotate implements Runnable {
  @ParentCommand private Root root;

  @Parameters(paramLabel = "NAME", description = "The ServiceId.")
  private String name;

  @Option(
      names = "--now",
      description = "End the old key, too, as soon as the new one is published.")
  private boolean now;

  @Override
  public void run() {
    Session session = root.session();
    Resource serviceId = session.serviceId(name);
    if (!serviceId.json().at("/spec/apiKey/enabled").asBoolean(true)) {
      throw new Failure(
          "ServiceId " + serviceId.id() + " has no API key: set spec.apiKey.enabled first");
    }
    List<String> old = IssuedKey.listed(serviceId).stream().map(key -> key.id).toList();
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.putObject("apiKey")
        .put("generation", serviceId.json().at("/spec/apiKey/generation").asInt(0) + 1);
    Optional<Resource> changed = session.change(Kind.SERVICE_ID, serviceId.namespace(), name, spec);
    if (changed.isEmpty()) {
      return;
    }
    ApiKey key = await(session, changed.get(), Set.copyOf(old));
    NewKey.show(session, serviceId, key);
    if (now) {
      endAllBut(session, key.id());
    }
  }

  private ApiKey await(Session session, Resource changed, Set<String> old) {
    return session
        .waiting()
        .until(
            "the new API key of ServiceId " + name,
            "it is asked for and will lie in the Secret; see: kubectl restproducer iam-service-id "
                + name,
            () -> {
              Resource serviceId = session.again(Kind.SERVICE_ID, changed);
              Standing.refuseProblem(serviceId, "the key is replaced once that is put right");
              if (!serviceId.isObserved() || !isNewActive(serviceId, old)) {
                return Finding.notYet(Standing.missing(serviceId, "Progressing"));
              }
              return IssuedKey.of(session.cluster(), serviceId)
                  .filter(key -> !old.contains(key.id()))
                  .map(Finding::there)
                  .orElseGet(() -> Finding.notYet("its Secret is not there yet"));
            });
  }

  private static boolean isNewActive(Resource serviceId, Set<String> old) {
    return IssuedKey.listed(serviceId).stream()
        .anyMatch(key -> "ACTIVE".equals(key.state.name()) && !old.contains(key.id));
  }

  private void endAllBut(Session session, String keyId) {
    Resource serviceId = session.serviceId(name);
    Set<String> ending =
        IssuedKey.listed(serviceId).stream()
            .filter(key -> "RETIRING".equals(key.state.name()) && !keyId.equals(key.id))
            .map(key -> key.id)
            .collect(Collectors.toSet());
    for (String id : ending) {
      new Revocation(session, serviceId).of(id);
      session.host().err().println("API key " + id + " is refused by every pod");
    }
  }
}
