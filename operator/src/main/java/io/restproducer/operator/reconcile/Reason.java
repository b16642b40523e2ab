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
  ISSUING_FAILED("IssuingFailed"),
  BROUGHT("Brought"),
  AUTHORITY_MISSING("AuthorityMissing"),
  AUTHORITY_NOT_VALID("AuthorityNotValid"),
  CLIENT_AUTH_DISABLED("ClientAuthDisabled"),
  API_KEY_NOT_LIVE("ApiKeyNotLive"),
  CSR_EMPTY("CsrEmpty"),
  CSR_TOO_LARGE("CsrTooLarge"),
  CSR_NOT_PEM("CsrNotPem"),
  CSR_NOT_BASE64("CsrNotBase64"),
  CSR_TRUNCATED("CsrTruncated"),
  CSR_TRAILING_DATA("CsrTrailingData"),
  CSR_SEVERAL("CsrSeveral"),
  CSR_IS_CERTIFICATE("CsrIsCertificate"),
  CSR_IS_PRIVATE_KEY("CsrIsPrivateKey"),
  CSR_IS_SOMETHING_ELSE("CsrIsSomethingElse"),
  CSR_MALFORMED("CsrMalformed"),
  CSR_UNSUPPORTED_KEY("CsrUnsupportedKey"),
  CSR_UNSUPPORTED_CURVE("CsrUnsupportedCurve"),
  CSR_WEAK_KEY("CsrWeakKey"),
  CSR_KEY_TOO_LARGE("CsrKeyTooLarge"),
  CSR_UNSUPPORTED_SIGNATURE("CsrUnsupportedSignature"),
  CSR_WEAK_SIGNATURE("CsrWeakSignature"),
  CSR_BAD_SIGNATURE("CsrBadSignature"),
  CSR_ASKS_FOR_AUTHORITY("CsrAsksForAuthority"),
  CSR_HOLDS_SEALED_KEY("CsrHoldsSealedKey"),
  CSR_TOO_MANY_NAMES("CsrTooManyNames"),
  CSR_BAD_NAME("CsrBadName"),
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
  ROTATING("Rotating"),
  ROTATION_WAITS_FOR_ROOM("RotationWaitsForRoom"),
  ROTATION_BLOCKED_BY_CERTIFICATES("RotationBlockedByCertificates"),
  // events alone
  CERTIFICATE_RENEWED("CertificateRenewed"),
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
