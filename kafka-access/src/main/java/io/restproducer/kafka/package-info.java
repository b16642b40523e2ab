/**
 * How a Kafka client trusts brokers and proves who it is, made from files whose content never
 * becomes text: not in a client's configuration, not in a message, not in a log.
 */
package io.restproducer.kafka;
