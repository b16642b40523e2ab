package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows the installation, and remembers which one is meant. */
@Command(
    name = "init",
    description = {
      "Shows the installation: both endpoints, the limits in force, whether it is ready.",
      "With a NAME it is remembered for this kube context, and the other commands use it."
    })
final class Init implements Runnable {
  @ParentCommand private Root root;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "The RestProducer to use from now on, NAME or NAMESPACE/NAME.")
  private String name;

  @Override
  public void run() {
    Session session = root.session();
    Optional<String> named = Optional.ofNullable(name).or(() -> session.options().restProducer());
    Resource instance = session.instances().choose(named);
    if (name != null) {
      session.instances().remember(instance);
    }
    Installation installation = Installation.of(instance);
    session.output().show(installation, installation.text());
  }
}
