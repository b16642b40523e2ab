package io.restproducer.operator.reconcile;

/** The closed list of reasons in conditions and events; scripts and alerts may match on them. */
public enum Reason {
  // Accepted
  VALID("Valid"),
  MEMORY_LIMIT_TOO_SMALL("MemoryLimitTooSmall"),
  OPTION_NOT_ALLOWED("OptionNotAllowed"),
  HOST_MISSING("HostMissing"),
  SECRET_CONFLICT("SecretConflict"),
  SECRET_NOT_FOUND("SecretNotFound"),
  SECRET_KEY_MISSING("SecretKeyMissing"),
  SECRET_CONTENT_INVALID("SecretContentInvalid"),
  OBJECT_CONFLICT("ObjectConflict"),
  REFUSED_BY_CLUSTER("RefusedByCluster"),
  PRODUCER_NOT_FOUND("ProducerNotFound"),
  TOPIC_NOT_ALLOWED("TopicNotAllowed"),
  KEY_ID_CONFLICT("KeyIdConflict"),
  TABLE_FULL("TableFull"),
  // RulesResolved
  NAMESPACES_NOT_WATCHED("NamespacesNotWatched"),
  // Ready and Progressing
  ALL_PODS_READY("AllPodsReady"),
  SCALED_TO_ZERO("ScaledToZero"),
  PODS_NOT_READY("PodsNotReady"),
  ROLLING_OUT("RollingOut"),
  ROLLED_OUT("RolledOut"),
  WAITING_FOR_KAFKA("WaitingForKafka"),
  WAITING_FOR_ENDPOINT("WaitingForEndpoint"),
  TOPIC_NOT_AS_DECLARED("TopicNotAsDeclared"),
  NOT_ACCEPTED("NotAccepted"),
  // KafkaReachable and LimitsWithinBroker
  REACHABLE("Reachable"),
  UNREACHABLE("Unreachable"),
  AUTHENTICATION_FAILED("AuthenticationFailed"),
  TLS_FAILED("TlsFailed"),
  FORMER_CREDENTIALS("FormerCredentials"),
  WITHIN_LIMITS("WithinLimits"),
  LIMIT_ABOVE_BROKER("LimitAboveBroker"),
  // CertificatesReady
  ISSUED("Issued"),
  BROUGHT("Brought"),
  AUTHORITY_MISSING("AuthorityMissing"),
  KEY_DOES_NOT_MATCH("KeyDoesNotMatch"),
  CERTIFICATE_EXPIRED("CertificateExpired"),
  CERTIFICATE_NAMES_MISSING("CertificateNamesMissing"),
  // WeakTls
  WEAK_CIPHER_SUITES("WeakCipherSuites"),
  // keys
  KEYS_KNOWN("KeysKnown"),
  WAITING_FOR_PODS("WaitingForPods"),
  PUBLISHED("Published"),
  SUSPENDED("Suspended"),
  KEY_DISABLED("KeyDisabled"),
  REVOKED("Revoked"),
  // events alone
  ADOPTED("Adopted"),
  REMINTED("Reminted"),
  ROTATED("Rotated"),
  REFUSED("Refused");

  private final String text;

  Reason(String text) {
    this.text = text;
  }

  /** As it stands in status and events. */
  public String text() {
    return text;
  }
}
