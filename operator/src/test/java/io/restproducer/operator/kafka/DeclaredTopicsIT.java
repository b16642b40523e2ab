package io.restproducer.operator.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.dev.kafka.DevKafka;
import io.restproducer.kafka.KafkaAccess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declared topics against a real broker. */
final class DeclaredTopicsIT {
  private static final OptionalInt BROKERS_DEFAULT = OptionalInt.empty();
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir private static Path directory;
  private static DevKafka kafka;
  private static Admin admin;
  private static DeclaredTopics topics;

  @BeforeAll
  static void start() {
    kafka = DevKafka.start(directory.resolve("broker"), 0, Map.of());
    admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    topics = new DeclaredTopics();
  }

  @AfterAll
  static void stop() {
    topics.close();
    admin.close();
    kafka.close();
  }

  @Test
  void makesAMissingTopicAndThenFindsItReady() throws Exception {
    WantedTopic wanted =
        new WantedTopic("made", 3, OptionalInt.of(1), Map.of("retention.ms", "86400000"));

    assertThat(ensure(wanted))
        .isEqualTo(
            new TopicReport(
                "made", OptionalInt.of(3), TopicState.CREATED, TopicReason.AS_DECLARED, ""));
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ensure(wanted).state()).isEqualTo(TopicState.READY));
    assertThat(partitions("made")).isEqualTo(3);
    assertThat(config("made", "retention.ms")).isEqualTo("86400000");
  }

  @Test
  void takesTheBrokersReplicationFactorWhenNoneIsDeclared() throws Exception {
    assertThat(ensure(topic("plain", 1)).state()).isEqualTo(TopicState.CREATED);
  }

  @Test
  void addsPartitionsAndNeverTakesThemAway() throws Exception {
    make("growing", 2, Map.of());

    assertThat(ensure(topic("growing", 5)).state()).isEqualTo(TopicState.UPDATED);
    await().atMost(LONG).until(() -> partitions("growing") == 5);

    TopicReport fewer = ensure(topic("growing", 4));
    assertThat(fewer.state()).isEqualTo(TopicState.CONFLICT);
    assertThat(fewer.reason()).isEqualTo(TopicReason.FEWER_PARTITIONS_WANTED);
    assertThat(fewer.partitions()).hasValue(5);
    assertThat(fewer.message()).contains("has 5 partitions and 4 are declared");
    assertThat(partitions("growing")).isEqualTo(5);
  }

  @Test
  void saysBothReplicationFactorsAndStillAppliesTheRest() throws Exception {
    make("replicated", 1, Map.of());

    TopicReport report =
        ensure(
            new WantedTopic(
                "replicated", 2, OptionalInt.of(3), Map.of("max.message.bytes", "2000000")));

    assertThat(report.reason()).isEqualTo(TopicReason.REPLICATION_FACTOR_DIFFERS);
    assertThat(report.message()).contains("has replication factor 1 and 3 is declared");
    await().atMost(LONG).until(() -> partitions("replicated") == 2);
    awaitConfig("replicated", "max.message.bytes", "2000000");
  }

  @Test
  void setsWhatDiffersAndLeavesWhatIsNotNamedAlone() throws Exception {
    make("configured", 1, Map.of("cleanup.policy", "compact", "retention.ms", "1000"));

    TopicReport report =
        ensure(
            new WantedTopic("configured", 1, BROKERS_DEFAULT, Map.of("retention.ms", "3600000")));

    assertThat(report.state()).isEqualTo(TopicState.UPDATED);
    awaitConfig("configured", "retention.ms", "3600000");
    assertThat(config("configured", "cleanup.policy")).isEqualTo("compact");
  }

  @Test
  void kafkasOwnSpellingOfAValueIsNoDifference() throws Exception {
    WantedTopic wanted =
        new WantedTopic(
            "spelled",
            1,
            BROKERS_DEFAULT,
            Map.of(
                "min.cleanable.dirty.ratio", "0.50",
                "unclean.leader.election.enable", "TRUE",
                "cleanup.policy", "compact, delete"));
    assertThat(ensure(wanted).state()).isEqualTo(TopicState.CREATED);

    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(ensure(wanted).state()).isEqualTo(TopicState.READY));
  }

  @Test
  void aBadConfigurationIsRefusedWithKafkasWordsForNewAndPresentTopics() throws Exception {
    make("present", 1, Map.of());

    for (String name : List.of("present", "absent")) {
      TopicReport unknown =
          ensure(new WantedTopic(name, 1, BROKERS_DEFAULT, Map.of("retention.mss", "1")));
      assertThat(unknown.reason()).isEqualTo(TopicReason.CONFIG_REFUSED);
      assertThat(unknown.state().needsPeople()).isTrue();
      assertThat(unknown.message()).contains("retention.mss");
      TopicReport value =
          ensure(new WantedTopic(name, 1, BROKERS_DEFAULT, Map.of("retention.ms", "soon")));
      assertThat(value.reason()).isEqualTo(TopicReason.CONFIG_REFUSED);
    }
    assertThat(admin.listTopics().names().get(60, TimeUnit.SECONDS)).doesNotContain("absent");
  }

  @Test
  void whatKafkaCannotMakeIsRefusedByReason() throws Exception {
    assertThat(ensure(new WantedTopic("wide", 1, OptionalInt.of(3), Map.of())).reason())
        .isEqualTo(TopicReason.REPLICATION_FACTOR_REFUSED);
    assertThat(ensure(topic("no/name", 1)).reason()).isEqualTo(TopicReason.NAME_REFUSED);
    assertThat(ensure(topic("none", 0)).reason()).isEqualTo(TopicReason.PARTITIONS_REFUSED);
  }

  @Test
  void oneBadTopicDoesNotHoldUpTheOthersAndTheOrderStays() throws Exception {
    List<TopicReport> reports =
        topics
            .ensure(
                KafkaAccess.plain(kafka.bootstrapServers()),
                List.of(topic("first", 1), topic("bad/name", 1), topic("third", 1)))
            .get(60, TimeUnit.SECONDS);

    assertThat(reports).extracting(TopicReport::name).containsExactly("first", "bad/name", "third");
    assertThat(reports)
        .extracting(TopicReport::state)
        .containsExactly(TopicState.CREATED, TopicState.REFUSED, TopicState.CREATED);
  }

  @Test
  void manyPassesAtOnceMakeATopicOnceAndNoneFails() throws Exception {
    var passes =
        IntStream.range(0, 10)
            .mapToObj(
                i ->
                    topics.ensure(
                        KafkaAccess.plain(kafka.bootstrapServers()),
                        List.of(topic("contended", 2))))
            .toList();

    int made = 0;
    for (var pass : passes) {
      TopicReport report = pass.get(60, TimeUnit.SECONDS).get(0);
      made += report.state() == TopicState.CREATED ? 1 : 0;
      assertThat(report.state().needsPeople()).as("%s", report).isFalse();
    }
    assertThat(made).isEqualTo(1);
    await().atMost(LONG).until(() -> partitions("contended") == 2);
  }

  @Test
  void nobodyListeningIsKafkaUnreachableWithinSecondsAndTheCallerNeverWaits() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    var pass = topics.ensure(KafkaAccess.plain("127.0.0.1:" + port), List.of(topic("orders", 1)));

    assertThat(pass).isNotDone();
    TopicReport report = pass.get(20, TimeUnit.SECONDS).get(0);
    assertThat(report.state()).isEqualTo(TopicState.WAITING_FOR_KAFKA);
    assertThat(report.reason()).isEqualTo(TopicReason.KAFKA_UNREACHABLE);
    assertThat(report.partitions()).isEmpty();
  }

  @Test
  void namesWithoutAnAddressAreSaidToBeSo() throws Exception {
    TopicReport report =
        topics
            .ensure(KafkaAccess.plain("kafka.invalid:9092"), List.of(topic("orders", 1)))
            .get(60, TimeUnit.SECONDS)
            .get(0);

    assertThat(report.state()).isEqualTo(TopicState.WAITING_FOR_KAFKA);
    assertThat(report.reason()).isEqualTo(TopicReason.BOOTSTRAP_UNRESOLVABLE);
    assertThat(report.message()).contains("bootstrap");
  }

  @Test
  void goesOnByItselfWhenKafkaIsBack(@TempDir Path other) throws Exception {
    try (DevKafka broker = DevKafka.start(other.resolve("broker"), 0, Map.of())) {
      List<WantedTopic> wanted = List.of(topic("patient", 1));
      broker.stop();
      assertThat(
              topics
                  .ensure(KafkaAccess.plain(broker.bootstrapServers()), wanted)
                  .get(60, TimeUnit.SECONDS)
                  .get(0))
          .extracting(TopicReport::state)
          .isEqualTo(TopicState.WAITING_FOR_KAFKA);

      broker.restart();

      await()
          .atMost(LONG)
          .until(
              () ->
                  topics
                          .ensure(KafkaAccess.plain(broker.bootstrapServers()), wanted)
                          .get(60, TimeUnit.SECONDS)
                          .get(0)
                          .state()
                      == TopicState.READY);
    }
  }

  @Test
  void noTopicsNeedNoKafka() {
    assertThat(topics.ensure(KafkaAccess.plain("kafka.invalid:9092"), List.of()))
        .isCompletedWithValue(List.of());
  }

  private static WantedTopic topic(String name, int partitions) {
    return new WantedTopic(name, partitions, BROKERS_DEFAULT, Map.of());
  }

  private static TopicReport ensure(WantedTopic wanted) throws Exception {
    return topics
        .ensure(KafkaAccess.plain(kafka.bootstrapServers()), List.of(wanted))
        .get(60, TimeUnit.SECONDS)
        .get(0);
  }

  private static void make(String name, int partitions, Map<String, String> config)
      throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(config)))
        .all()
        .get(60, TimeUnit.SECONDS);
    await()
        .atMost(LONG)
        .until(() -> admin.listTopics().names().get(60, TimeUnit.SECONDS).contains(name));
  }

  private static int partitions(String name) throws Exception {
    return admin
        .describeTopics(Set.of(name))
        .allTopicNames()
        .get(60, TimeUnit.SECONDS)
        .get(name)
        .partitions()
        .size();
  }

  /** A broker answers that a change is made before it has it in force itself. */
  private static void awaitConfig(String topic, String name, String value) {
    await().atMost(LONG).untilAsserted(() -> assertThat(config(topic, name)).isEqualTo(value));
  }

  private static String config(String name, String key) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    ConfigEntry entry =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get(60, TimeUnit.SECONDS)
            .get(resource)
            .get(key);
    return entry.value();
  }
}
