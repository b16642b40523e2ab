package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Ends one key of a ServiceId at once. */
@Command(
    name = "iam-service-id-revoke",
    description = {
      "Ends one API key at once, and the certificates that are bound to it; returns when every pod"
          + " refuses it.",
      "If it is the key in the ServiceId's Secret, another takes its place there."
    })
final class ServiceIdRevoke implements Runnable {
  @ParentCommand private Root root;

  @Spec private CommandLine.Model.CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The ServiceId.")
  private String name;

  @Option(
      names = "--key-id",
      required = true,
      paramLabel = "ID",
      description =
          "The id of the key, its 12 letters and digits after rpk_; never the key itself.")
  private String keyId;

  @Override
  public void run() {
    if (!keyId.matches("[0-9A-Za-z]{12}")) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "--key-id: write the 12 letters and digits after rpk_ alone, as iam-service-id shows them");
    }
    Session session = root.session();
    Resource serviceId = session.serviceId(name);
    Revocation revocation = new Revocation(session, serviceId);
    if (!revocation.knows(keyId)) {
      throw new Failure(
          "ServiceId %s has no API key with the id %s: see its keys with: kubectl restproducer iam-service-id %s"
              .formatted(serviceId.id(), keyId, name));
    }
    if (revocation.of(keyId)) {
      session
          .output()
          .show(
              Map.of("name", name, "namespace", serviceId.namespace(), "revokedKeyId", keyId),
              "API key %s of ServiceId %s is refused by every pod"
                  .formatted(keyId, serviceId.id()));
    }
  }
}
