package io.restproducer.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerOptionsTest {
  @ParameterizedTest
  @CsvSource({
    "acks,all",
    "acks,1",
    "compression.type,zstd",
    "linger.ms,5",
    "batch.size,0",
    "client.dns.lookup,use_all_dns_ips",
    "metadata.max.age.ms,1000",
    "reconnect.backoff.ms,1"
  })
  void takesWhatIsOnTheList(String name, String value) {
    assertThat(ProducerOptions.problems(Map.of(name, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "acks,0",
    "acks,2",
    "enable.idempotence,false",
    "compression.type,rar",
    "linger.ms,-1",
    "batch.size,many",
    "client.dns.lookup,default",
    "max.block.ms,1",
    "bootstrap.servers,a:1",
    "sasl.jaas.config,x",
    "interceptor.classes,x"
  })
  void refusesEverythingElse(String name, String value) {
    assertThat(ProducerOptions.problems(Map.of(name, value)))
        .singleElement()
        .asString()
        .contains(name);
  }

  @Test
  void wantsTimeForAtLeastOneTry() {
    assertThat(ProducerOptions.problems(Map.of("delivery.timeout.ms", "4000")))
        .containsExactly(
            "kafka.producer: delivery.timeout.ms (4000) must be at least linger.ms +"
                + " request.timeout.ms (5000)");
  }
}
