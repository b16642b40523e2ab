package io.restproducer.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningSystem.class)
class RuntimePodKilledIT {
  @Test
  void losesNoAcknowledgedRecord(TestedSystem system) {
    List<Acknowledgement> acknowledged;
    try (Traffic traffic = Traffic.start(system, 50)) {
      await().atMost(TestedSystem.LIMIT).until(() -> traffic.acknowledged().size() > 100);
      ProcessHandle pod = RuntimeProcesses.living().get(0);
      pod.destroyForcibly();
      await().atMost(TestedSystem.LIMIT).until(() -> RuntimeProcesses.living().size() == 2);
      int sofar = traffic.acknowledged().size();
      await().atMost(TestedSystem.LIMIT).until(() -> traffic.acknowledged().size() > sofar + 50);
      acknowledged = traffic.acknowledged();
    }
    system.awaitReady();

    assertThat(acknowledged).doesNotHaveDuplicates();
    RecordsRead read = RecordsRead.of(system.parts().bootstrapServers(), "orders");
    assertThat(acknowledged)
        .allSatisfy(place -> assertThat(read.value(place)).asString(UTF_8).startsWith("traffic "));
  }
}
