package io.restproducer.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restproducer.cli.cluster.Kind;
import io.restproducer.cli.cluster.Resource;
import io.restproducer.cli.host.Failure;
import io.restproducer.cli.host.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Declares a topic and waits until Kafka has it. */
@Command(
    name = "topic-create",
    description = {
      "Declares a topic (spec.topics) and returns when Kafka has it.",
      "A topic is never deleted or shrunk: an entry that is removed later leaves the topic as it is."
    })
final class TopicCreate implements Runnable {
  /** What only time can mend; everything else somebody has to change. */
  private static final Set<String> TEMPORARY =
      Set.of(
          "NotLookedAt",
          "BootstrapUnresolvable",
          "KafkaUnreachable",
          "AuthenticationFailed",
          "TlsFailed",
          "NotYetVisible",
          "KafkaError");

  @ParentCommand private Root root;

  @Option(names = "--name", required = true, paramLabel = "T", description = "The topic's name.")
  private String name;

  @Option(
      names = "--partitions",
      defaultValue = "1",
      paramLabel = "N",
      description = "Number of partitions. Default: ${DEFAULT-VALUE}.")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      description = "Replicas of each partition. Default: that of the brokers.")
  private Integer replicationFactor;

  @Option(
      names = "--config",
      paramLabel = "KEY=VALUE",
      description =
          "Topic configuration by its Kafka name, such as retention.ms=604800000; may be"
              + " given several times.")
  private Map<String, String> config = new TreeMap<>();

  @Override
  public void run() {
    Session session = root.session();
    Resource instance = session.instance();
    Optional<TopicView> declared = TopicView.find(instance, name);
    if (declared.filter(t -> !t.isWanted(partitions, replicationFactor, config)).isPresent()) {
      throw new Failure(
          "%s declares the topic %s already, otherwise: see it with: kubectl restproducer topic %s; change it where it is declared"
              .formatted(instance.id(), name, name));
    }
    Optional<Resource> changed =
        declared.isPresent() && !session.options().dryRun()
            ? Optional.of(instance)
            : session.change(Kind.REST_PRODUCER, instance.namespace(), instance.name(), wanted());
    changed.ifPresent(
        resource -> {
          TopicView topic = await(session, resource);
          session
              .output()
              .show(
                  topic,
                  "topic %s is there, with %d partitions"
                      .formatted(name, topic.actualPartitions()));
        });
  }

  private TopicView await(Session session, Resource changed) {
    return session
        .waiting()
        .until(
            "topic " + name,
            "it is declared, and made as soon as that is possible; see: kubectl restproducer topic "
                + name,
            () -> look(session.again(Kind.REST_PRODUCER, changed)));
  }

  private Finding<TopicView> look(Resource now) {
    Standing.refuseProblem(now, "the topic is declared and is made once that is put right");
    TopicView topic =
        TopicView.find(now, name)
            .orElseThrow(
                () -> new Failure("somebody has taken topic " + name + " out of " + now.id()));
    if (topic.isReady()) {
      return Finding.there(topic);
    }
    if (now.isObserved() && !TEMPORARY.contains(topic.state())) {
      throw new Failure(
          "topic %s: %s; it stays declared until its entry in spec.topics of %s is changed or removed"
              .formatted(
                  name,
                  now.condition("Ready")
                      .filter(ready -> ready.message().contains(name))
                      .map(Resource.Condition::words)
                      .orElse(topic.state()),
                  now.id()));
    }
    return Finding.notYet(topic.state());
  }

  private ObjectNode wanted() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    ObjectNode topic = spec.putArray("topics").addObject();
    topic.put("name", name).put("partitions", partitions);
    if (replicationFactor != null) {
      topic.put("replicationFactor", replicationFactor);
    }
    if (!config.isEmpty()) {
      ObjectNode values = topic.putObject("config");
      config.forEach(values::put);
    }
    return spec;
  }
}
