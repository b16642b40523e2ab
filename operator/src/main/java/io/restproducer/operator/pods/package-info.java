/**
 * Brings each RestProducer's key table to all of its pods and asks them how they are. It is told
 * which pods there are; it knows neither the API server nor Kafka.
 */
package io.restproducer.operator.pods;
