package io.restproducer.cli;

import io.restproducer.cli.cluster.Changes;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Finding;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Removes a ServiceId and waits until its credentials work nowhere any more. */
@Command(
    name = "iam-service-id-delete",
    description =
        "Removes a ServiceId; returns when it is gone and no reachable pod takes its key or"
            + " its certificates any more.")
final class ServiceIdDelete implements Runnable {
  @ParentCommand private Root root;

  @Parameters(paramLabel = "NAME", description = "The ServiceId.")
  private String name;

  @Override
  public void run() {
    Session session = root.session();
    Resource serviceId = session.serviceId(name);
    if (session.options().dryRun()) {
      session.output().show(result(serviceId, false), "would delete ServiceId " + serviceId.id());
      return;
    }
    new Changes(session.cluster(), session.host().err()).warn(Kind.SERVICE_ID, serviceId);
    session.cluster().delete(Kind.SERVICE_ID, serviceId.namespace(), name);
    session
        .waiting()
        .until(
            "the end of ServiceId " + name,
            "its deletion goes on by itself",
            () -> look(session, serviceId));
    session.output().show(result(serviceId, true), "ServiceId " + serviceId.id() + " is gone");
  }

  /** Another of the same name, made meanwhile, is not the one that was deleted. */
  private static Finding<Boolean> look(Session session, Resource before) {
    return session
        .cluster()
        .find(Kind.SERVICE_ID, before.namespace(), before.name())
        .filter(now -> now.text("/metadata/uid").equals(before.text("/metadata/uid")))
        .<Finding<Boolean>>map(
            now ->
                Finding.notYet(
                    now.condition("KeysPropagated")
                        .filter(c -> !c.isTrue())
                        .map(Resource.Condition::words)
                        .orElse("until every pod obeys")))
        .orElseGet(() -> Finding.there(true));
  }

  private static Map<String, Object> result(Resource serviceId, boolean deleted) {
    return Map.of("namespace", serviceId.namespace(), "name", serviceId.name(), "deleted", deleted);
  }
}
