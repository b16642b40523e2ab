package io.restproducer.operator.reconcile;

/** Every type of condition that the operator writes, in the order in which they are shown. */
public enum ConditionType {
  ACCEPTED("Accepted"),
  READY("Ready"),
  RULES_RESOLVED("RulesResolved"),
  PROGRESSING("Progressing"),
  KAFKA_REACHABLE("KafkaReachable"),
  LIMITS_WITHIN_BROKER("LimitsWithinBroker"),
  CERTIFICATES_READY("CertificatesReady"),
  WEAK_TLS("WeakTls"),
  KEYS_PROPAGATED("KeysPropagated"),
  STALLED("Stalled");

  private final String text;

  ConditionType(String text) {
    this.text = text;
  }

  /** As it stands in status. */
  public String text() {
    return text;
  }
}
