package io.restproducer.kafka;

import io.restproducer.contract.RuntimeConfiguration.Mechanism;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** A SASL account. */
final class Account {
  private final Mechanism mechanism;
  private final String username;
  private final Password password;

  Account(Mechanism mechanism, String username, Password password) {
    this.mechanism = mechanism;
    this.username = username;
    this.password = password;
  }

  String username() {
    return username;
  }

  Password password() {
    return password;
  }

  /** As registered for SASL. */
  String mechanism() {
    return switch (mechanism) {
      case SCRAM_SHA_512 -> "SCRAM-SHA-512";
      case SCRAM_SHA_256 -> "SCRAM-SHA-256";
      case PLAIN -> "PLAIN";
      case TLS -> throw new IllegalStateException("a certificate is no SASL account");
    };
  }

  /** Kafka wants a login module named; with nothing to say it leaves all to the callbacks. */
  String loginModule() {
    return (mechanism == Mechanism.PLAIN ? PlainLoginModule.class : ScramLoginModule.class)
        .getName();
  }

  @Override
  public String toString() {
    return mechanism() + " as " + username;
  }
}
