package io.restproducer.cli;

import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Shows one declared topic. */
@Command(
    name = "topic",
    description = "Shows one declared topic: what is wanted and how it stands.")
final class Topic implements Runnable {
  @ParentCommand private Root root;

  @Parameters(paramLabel = "NAME", description = "The topic.")
  private String name;

  @Override
  public void run() {
    Session session = root.session();
    Resource instance = session.instance();
    TopicView topic =
        TopicView.find(instance, name)
            .orElseThrow(
                () ->
                    new Failure(
                        "%s does not declare the topic %s: see those that it does with: kubectl"
                                .formatted(instance.id(), name)
                            + " restproducer topics, or declare it with topic-create"));
    session.output().show(topic, topic.text());
  }
}
