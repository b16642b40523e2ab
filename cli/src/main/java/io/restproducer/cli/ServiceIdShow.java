package io.restproducer.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one ServiceId. */
@Command(
    name = "iam-service-id",
    description = "Shows one ServiceId with the ids of its API keys, without anything secret.")
final class ServiceIdShow implements Runnable {
  @ParentCommand private Root root;

  @Parameters(paramLabel = "NAME", description = "The ServiceId.")
  private String name;

  @Override
  public void run() {
    ServiceIdView view = ServiceIdView.of(root.session().serviceId(name));
    root.session().output().show(view, view.text());
  }
}
