package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restproducer.runtime.produce.InSyncReplicas.Shortage;
import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class InSyncReplicasTest {
  private static final byte[] VALUE = {1};
  private static final Node LEADER = new Node(0, "broker", 9092);
  private static final ProducerRecord<byte[], byte[]> TO_ANY =
      new ProducerRecord<>("orders", null, 7L, null, VALUE, List.of(new RecordHeader("h", VALUE)));
  private static final Map<Integer, Shortage> FIRST = Map.of(0, new Shortage(1, 2));

  @Test
  void findsPartitionsWithFewerReplicasInSyncThanWanted() {
    List<TopicPartitionInfo> partitions =
        List.of(described(0, 3, 1), described(1, 3, 2), described(2, 3, 3), described(3, 2, 0));

    assertThat(InSyncReplicas.shortages(partitions, 2))
        .isEqualTo(Map.of(0, new Shortage(1, 2), 3, new Shortage(0, 2)));
  }

  @Test
  void asksNoMoreOfAPartitionThanItHasReplicas() {
    assertThat(InSyncReplicas.shortages(List.of(described(0, 1, 1)), 2)).isEmpty();
  }

  @Test
  void sendsWhatMayGoAnywhereToThePartitionsThatTakeIt() throws Refusal {
    List<PartitionInfo> partitions = List.of(led(2), led(0), led(1), leaderless(3));
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      ProducerRecord<byte[], byte[]> placed = InSyncReplicas.avoid(TO_ANY, FIRST, partitions);
      chosen.add(placed.partition());
      assertThat(placed).usingRecursiveComparison().ignoringFields("partition").isEqualTo(TO_ANY);
    }

    assertThat(chosen).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void refusesWhatNoPartitionTakes() {
    assertThatThrownBy(() -> InSyncReplicas.avoid(TO_ANY, FIRST, List.of(led(0))))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("Partition 0");
  }

  /** Nobody knows that nothing would be appended, so Kafka's client may wait for it. */
  @Test
  void leavesItToKafkaWhenNoPartitionThatTakesItHasALeader() throws Refusal {
    assertThat(InSyncReplicas.avoid(TO_ANY, FIRST, List.of(led(0), leaderless(1))).partition())
        .isEqualTo(1);
  }

  @Test
  void refusesWhatIsBoundToAPartitionThatDoesNotTakeIt() throws Refusal {
    List<PartitionInfo> partitions = List.of(led(1), led(0));

    Refusal refusal =
        catchThrowableOfType(
            Refusal.class, () -> InSyncReplicas.avoid(toPartition(0), FIRST, partitions));
    assertThat(refusal.reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);
    assertThat(refusal.kafkaErrorCode()).hasValue(19);
    assertThat(refusal).hasMessageContaining("Partition 0").hasMessageContaining("1 of the 2");
    assertThat(InSyncReplicas.avoid(toPartition(1), FIRST, partitions).partition()).isEqualTo(1);
    assertThat(InSyncReplicas.avoid(toPartition(5), FIRST, partitions).partition()).isEqualTo(5);
  }

  /** Kafka's own places for such keys (murmur2): org.apache.kafka.common.utils.UtilsTest. */
  @Test
  void bindsARecordWithAKeyWhereKafkaWouldPutIt() throws Refusal {
    // murmur2 of "foobar" is -790332482: without the sign, modulo 2, partition 0
    List<PartitionInfo> partitions = List.of(led(0), led(1));
    Map<Integer, Shortage> second = Map.of(1, new Shortage(1, 2));
    ProducerRecord<byte[], byte[]> keyed =
        new ProducerRecord<>("orders", "foobar".getBytes(), VALUE);

    assertThatThrownBy(() -> InSyncReplicas.avoid(keyed, FIRST, partitions))
        .isInstanceOf(Refusal.class);
    assertThat(InSyncReplicas.avoid(keyed, second, partitions)).isSameAs(keyed);
  }

  private static ProducerRecord<byte[], byte[]> toPartition(int partition) {
    return new ProducerRecord<>("orders", partition, null, VALUE);
  }

  private static PartitionInfo led(int id) {
    return new PartitionInfo("orders", id, LEADER, new Node[0], new Node[0]);
  }

  private static PartitionInfo leaderless(int id) {
    return new PartitionInfo("orders", id, null, new Node[0], new Node[0]);
  }

  private static TopicPartitionInfo described(int id, int replicas, int inSync) {
    List<Node> all =
        IntStream.range(0, replicas).mapToObj(i -> new Node(i, "broker-" + i, 9092)).toList();
    return new TopicPartitionInfo(id, all.get(0), all, all.subList(0, inSync));
  }
}
