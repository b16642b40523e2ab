package io.restproducer.operator.kafka;

/** Why a declared topic is not as declared. */
public enum TopicReason {
  /** It is as declared. */
  AS_DECLARED("AsDeclared", TopicState.READY),
  /** It has more partitions than declared. */
  FEWER_PARTITIONS_WANTED("FewerPartitionsWanted", TopicState.CONFLICT),
  /** It has another replication factor than declared. */
  REPLICATION_FACTOR_DIFFERS("ReplicationFactorDiffers", TopicState.CONFLICT),
  /** Kafka knows no such configuration or no such value. */
  CONFIG_REFUSED("ConfigRefused", TopicState.REFUSED),
  /** The name is not one that a topic can have. */
  NAME_REFUSED("NameRefused", TopicState.REFUSED),
  /** Kafka does not take this number of partitions. */
  PARTITIONS_REFUSED("PartitionsRefused", TopicState.REFUSED),
  /** There are not so many brokers. */
  REPLICATION_FACTOR_REFUSED("ReplicationFactorRefused", TopicState.REFUSED),
  /** A policy in the brokers is against it. */
  POLICY_REFUSED("PolicyRefused", TopicState.REFUSED),
  /** Kafka does not let this client do it. */
  NOT_AUTHORIZED("NotAuthorized", TopicState.REFUSED),
  /** The brokers are too old for the call. */
  UNSUPPORTED_BY_BROKER("UnsupportedByBroker", TopicState.REFUSED),
  /** The bootstrap servers are no host:port, or no name among them has an address. */
  BOOTSTRAP_UNRESOLVABLE("BootstrapUnresolvable", TopicState.WAITING_FOR_KAFKA),
  /** No broker answered in time. */
  KAFKA_UNREACHABLE("KafkaUnreachable", TopicState.WAITING_FOR_KAFKA),
  /** Brokers were reached and did not let this client in. */
  AUTHENTICATION_FAILED("AuthenticationFailed", TopicState.WAITING_FOR_KAFKA),
  /** The brokers are not trusted, or do not take this client's certificate. */
  TLS_FAILED("TlsFailed", TopicState.WAITING_FOR_KAFKA),
  /** It was made a moment ago, and not every broker knows it yet. */
  NOT_YET_VISIBLE("NotYetVisible", TopicState.WAITING_FOR_KAFKA),
  /** Kafka answered with an error that stands for none of these. */
  KAFKA_ERROR("KafkaError", TopicState.WAITING_FOR_KAFKA);

  private final String word;
  private final TopicState state;

  TopicReason(String word, TopicState state) {
    this.word = word;
    this.state = state;
  }

  /** The reason as conditions and events spell it. */
  public String word() {
    return word;
  }

  TopicState state() {
    return state;
  }
}
