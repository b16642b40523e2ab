package io.restproducer.runtime;

import static org.awaitility.Awaitility.await;

import io.restproducer.dev.kafka.DevKafka;
import io.restproducer.dev.kafka.SecuredListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A real broker with what tests ask of it: make topics, list them, read records back. */
final class TestBroker implements AutoCloseable {
  private final DevKafka kafka;

  TestBroker(Path directory, Map<String, String> overrides) {
    this.kafka = DevKafka.start(directory, 0, overrides);
  }

  /** One with a listener that asks for TLS or an account, beside the open one that tests use. */
  TestBroker(Path directory, SecuredListener secured, Map<String, String> overrides) {
    this.kafka = DevKafka.startSecured(directory, secured, overrides);
  }

  private TestBroker(DevKafka kafka) {
    this.kafka = kafka;
  }

  /** A second broker of the same cluster; its id is 2, that of the first 1. */
  TestBroker follower(Path directory) {
    return new TestBroker(kafka.startFollower(directory));
  }

  String securedBootstrapServers() {
    return kafka.securedBootstrapServers();
  }

  /** Makes the account, or changes its password. */
  void setPassword(ScramMechanism mechanism, String user, String word) {
    try (Admin admin = admin()) {
      ScramCredentialInfo how = new ScramCredentialInfo(mechanism, 4096);
      admin
          .alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, word)))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  void stop() {
    kafka.stop();
  }

  void restart() {
    kafka.restart();
  }

  void addPartitions(String name, int total) {
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(name, NewPartitions.increaseTo(total))).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void createTopic(String name, int partitions, Map<String, String> config) {
    createTopic(name, partitions, 1, config);
  }

  void createTopic(String name, int partitions, int replicas, Map<String, String> config) {
    try (Admin admin = admin()) {
      NewTopic topic = new NewTopic(name, partitions, (short) replicas).configs(config);
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves the partition with these brokers as its replicas. */
  void place(String topic, int partition, List<Integer> replicas) {
    TopicPartition at = new TopicPartition(topic, partition);
    try (Admin admin = admin()) {
      NewPartitionReassignment placed = new NewPartitionReassignment(replicas);
      admin.alterPartitionReassignments(Map.of(at, Optional.of(placed))).all().get();
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> admin.listPartitionReassignments().reassignments().get().isEmpty());
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many replicas of the partition are in sync, its leader among them. */
  int replicasInSync(String topic, int partition) {
    try (Admin admin = admin()) {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get()
          .partitions()
          .get(partition)
          .isr()
          .size();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody may write to the topic, as far as the broker has an authorizer. */
  void denyWriting(String name) {
    try (Admin admin = admin()) {
      ResourcePattern topic = new ResourcePattern(ResourceType.TOPIC, name, PatternType.LITERAL);
      AccessControlEntry nobody =
          new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY);
      AccessControlEntry anybody =
          new AccessControlEntry("User:*", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW);
      admin
          .createAcls(List.of(new AclBinding(topic, nobody), new AclBinding(topic, anybody)))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void deleteTopic(String name) {
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(name)).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<String> topics() {
    try (Admin admin = admin()) {
      return admin.listTopics().names().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  long end(String topic, int partition) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition at = new TopicPartition(topic, partition);
      return consumer.endOffsets(List.of(at)).get(at);
    }
  }

  ConsumerRecord<byte[], byte[]> read(String topic, int partition, long offset) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      TopicPartition at = new TopicPartition(topic, partition);
      consumer.assign(List.of(at));
      consumer.seek(at, offset);
      return consumer.poll(Duration.ofSeconds(30)).records(at).get(0);
    }
  }

  /** Shows every record of {@code topic}. */
  void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofSeconds(1)).forEach(reader);
      }
    }
  }

  @Override
  public void close() {
    kafka.close();
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
