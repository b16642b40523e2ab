package io.restproducer.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Lists the declared topics. */
@Command(name = "topics", description = "Lists the declared topics and how each stands.")
final class Topics implements Runnable {
  @ParentCommand private Root root;

  @Override
  public void run() {
    Session session = root.session();
    List<TopicView> topics = TopicView.all(session.instance());
    Columns columns = new Columns("NAME", "PARTITIONS", "STATE");
    topics.forEach(
        topic ->
            columns.row(
                topic.name(),
                topic.actualPartitions() == null ? topic.partitions() : topic.actualPartitions(),
                topic.state()));
    session
        .output()
        .show(
            topics,
            topics.isEmpty()
                ? "no topics are declared; declare one with: kubectl restproducer topic-create"
                : columns.text());
  }
}
