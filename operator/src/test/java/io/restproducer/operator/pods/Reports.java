package io.restproducer.operator.pods;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.Sha256;
import io.restproducer.contract.StatusReport;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Status reports for tests. */
final class Reports {
  static final ProducerId GATEWAY = new ProducerId("ns", "gateway");

  private Reports() {}

  static StatusReport of(ProducerId producer, long revision, boolean kafkaReachable) {
    return new StatusReport(
        producer,
        Sha256.of(new byte[] {1}),
        revision,
        true,
        new StatusReport.Limits(4096, 65536),
        new StatusReport.Kafka(
            kafkaReachable, kafkaReachable ? "" : "NoBroker", OptionalInt.empty(), Map.of()),
        Optional.empty());
  }

  static StatusReport at(long revision) {
    return of(GATEWAY, revision, true);
  }
}
