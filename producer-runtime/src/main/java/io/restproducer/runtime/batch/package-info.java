/**
 * Batches as clients of Confluent's REST Proxy (API v2) and of Strimzi's Kafka Bridge send them:
 * from their JSON to records. Pure.
 */
package io.restproducer.runtime.batch;
