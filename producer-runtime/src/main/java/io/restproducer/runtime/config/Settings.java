package io.restproducer.runtime.config;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.contract.RuntimeConfiguration.Logging;
import io.restproducer.contract.Sha256;
import io.restproducer.runtime.limits.Capacity;
import io.restproducer.runtime.limits.SizeLimits;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Everything that holds for the life of the process. It has no secret in it, so its text may be
 * printed; what can change while running lives in the snapshot.
 *
 * @param configuration digest of the configuration file
 * @param keyTableVerifier public key that signs key tables
 * @param clientAuthPort empty: no client certificates
 * @param tls what callers may negotiate, checked
 * @param kafka where records go, checked; what is secret about it lies in files
 * @param drain how long requests are still served after SIGTERM
 */
public record Settings(
    Path directory,
    ProducerId producer,
    Sha256 configuration,
    PublicKey keyTableVerifier,
    String bindAddress,
    int apiPort,
    OptionalInt clientAuthPort,
    int managementPort,
    RuntimeConfiguration.ServerTls tls,
    RuntimeConfiguration.Kafka kafka,
    SizeLimits sizes,
    Capacity capacity,
    Logging logging,
    Duration drain) {
  /** One line for the log; the verifier by its digest, as Java would print it over many lines. */
  @Override
  public String toString() {
    return String.join(
        " ",
        "directory=" + directory,
        "producer=" + producer,
        "configuration=" + configuration,
        "keyTableVerifier=" + Sha256.of(keyTableVerifier.getEncoded()),
        "api=" + bindAddress + ":" + apiPort,
        "clientAuth="
            + (clientAuthPort.isPresent() ? bindAddress + ":" + clientAuthPort.getAsInt() : "none"),
        "management=" + bindAddress + ":" + managementPort,
        "tls=" + tls,
        "kafka=" + kafka,
        "sizes=" + sizes,
        "capacity=" + capacity,
        "logging=" + logging,
        "drain=" + drain);
  }
}
