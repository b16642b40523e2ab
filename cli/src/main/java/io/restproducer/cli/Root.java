package io.restproducer.cli;

import io.restproducer.cli.host.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** All commands together. */
@Command(
    name = Program.NAME,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Connects applications to Kafka over HTTPS: topics, API keys, client certificates and what is"
          + " wrong, through the RestProducers and ServiceIds of a cluster, with your own rights."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:refused or failed", "2:wrong usage"},
    subcommands = {
      Init.class,
      Limits.class,
      Topics.class,
      Topic.class,
      TopicCreate.class,
      ServiceIdCreate.class,
      ServiceIds.class,
      ServiceIdShow.class,
      ServiceIdDelete.class,
      ServiceIdRotate.class,
      ServiceIdRevoke.class,
      Certificates.class,
      Produce.class,
      SignClientAuthCsr.class,
      Doctor.class,
      Completion.class,
    })
final class Root implements Runnable {
  private final Host host;
  private final Session session;

  @Mixin private final GlobalOptions options = new GlobalOptions();
  @Spec private CommandSpec spec;

  Root(Host host) {
    this.host = host;
    this.session = new Session(host, options);
  }

  Host host() {
    return host;
  }

  Session session() {
    return session;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
