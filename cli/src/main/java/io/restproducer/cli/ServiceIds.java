package io.restproducer.cli;

import io.restproducer.cli.cluster.Kind;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the ServiceIds of a namespace. */
@Command(
    name = "iam-service-ids",
    description = "Lists the ServiceIds of the namespace, without anything secret.")
final class ServiceIds implements Runnable {
  @ParentCommand private Root root;

  @Override
  public void run() {
    Session session = root.session();
    List<ServiceIdView> all =
        session.cluster().list(Kind.SERVICE_ID, session.cluster().namespace()).stream()
            .map(ServiceIdView::of)
            .toList();
    Columns columns = new Columns("NAME", "READY", "RESTPRODUCER", "ROLE", "TOPICS");
    all.forEach(
        one ->
            columns.row(
                one.name(),
                one.ready() ? "yes" : "no",
                one.restProducer(),
                one.role(),
                one.topics().isEmpty() ? "none" : String.join(",", one.topics())));
    session
        .output()
        .show(
            all,
            all.isEmpty()
                ? "no ServiceIds in the namespace %s: choose another with -n, or make one with iam-service-id-create"
                    .formatted(session.cluster().namespace())
                : columns.text());
  }
}
