/**
 * Makes sure that declared topics exist in Kafka, through the admin client and nothing else. Never
 * deletes a topic, never takes partitions away, never makes its caller wait.
 */
package io.restproducer.operator.kafka;
