package io.restproducer.runtime.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class InSyncReplicasTest {
  private static final byte[] VALUE = {1};
  private static final ProducerRecord<byte[], byte[]> TO_ANY =
      new ProducerRecord<>("orders", null, 7L, null, VALUE, List.of(new RecordHeader("h", VALUE)));

  @Test
  void leavesTheRecordAloneWhenAllPartitionsTakeIt() throws Refusal {
    List<PartitionInfo> all = List.of(partition(0, 3, 2), partition(1, 3, 3));

    assertThat(InSyncReplicas.avoid(TO_ANY, all, 2)).isSameAs(TO_ANY);
    assertThat(InSyncReplicas.avoid(TO_ANY, List.of(), 2)).isSameAs(TO_ANY);
  }

  @Test
  void asksNoMoreOfAPartitionThanItHasReplicas() throws Refusal {
    assertThat(InSyncReplicas.avoid(TO_ANY, List.of(partition(0, 1, 1)), 2)).isSameAs(TO_ANY);
  }

  @Test
  void sendsWhatMayGoAnywhereToThePartitionsThatTakeIt() throws Refusal {
    List<PartitionInfo> some = List.of(partition(0, 3, 1), partition(1, 3, 2), partition(2, 3, 3));
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      ProducerRecord<byte[], byte[]> placed = InSyncReplicas.avoid(TO_ANY, some, 2);
      chosen.add(placed.partition());
      assertThat(placed).usingRecursiveComparison().ignoringFields("partition").isEqualTo(TO_ANY);
    }

    assertThat(chosen).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void refusesWhatNoPartitionTakes() {
    assertThatThrownBy(() -> InSyncReplicas.avoid(TO_ANY, List.of(partition(0, 3, 1)), 2))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void refusesWhatIsBoundToAPartitionThatDoesNotTakeIt() throws Refusal {
    List<PartitionInfo> some = List.of(partition(1, 3, 3), partition(0, 3, 1));

    Refusal refusal =
        catchThrowableOfType(Refusal.class, () -> InSyncReplicas.avoid(toPartition(0), some, 2));
    assertThat(refusal.reason()).isEqualTo(Reason.KAFKA_UNAVAILABLE);
    assertThat(refusal.kafkaErrorCode()).hasValue(19);
    assertThat(refusal).hasMessageContaining("Partition 0").hasMessageContaining("1 of the 2");
    assertThat(InSyncReplicas.avoid(toPartition(1), some, 2).partition()).isEqualTo(1);
    assertThat(InSyncReplicas.avoid(toPartition(5), some, 2).partition()).isEqualTo(5);
  }

  /** Kafka's own places for these keys (murmur2): org.apache.kafka.common.utils.UtilsTest. */
  @Test
  void bindsARecordWithAKeyWhereKafkaWouldPutIt() throws Refusal {
    // murmur2 of "foobar" is -790332482: without the sign, modulo 2, partition 0
    List<PartitionInfo> first = List.of(partition(0, 3, 1), partition(1, 3, 3));
    List<PartitionInfo> second = List.of(partition(0, 3, 3), partition(1, 3, 1));
    ProducerRecord<byte[], byte[]> keyed =
        new ProducerRecord<>("orders", "foobar".getBytes(), VALUE);

    assertThatThrownBy(() -> InSyncReplicas.avoid(keyed, first, 2)).isInstanceOf(Refusal.class);
    assertThat(InSyncReplicas.avoid(keyed, second, 2)).isSameAs(keyed);
  }

  private static ProducerRecord<byte[], byte[]> toPartition(int partition) {
    return new ProducerRecord<>("orders", partition, null, VALUE);
  }

  private static PartitionInfo partition(int id, int replicas, int inSync) {
    Node[] all = new Node[replicas];
    for (int i = 0; i < replicas; i++) {
      all[i] = new Node(i, "broker-" + i, 9092);
    }
    return new PartitionInfo("orders", id, all[0], all, Arrays.copyOf(all, inSync));
  }
}
