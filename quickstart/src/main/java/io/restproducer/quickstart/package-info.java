/**
 * The whole system on one machine: an API server, a Kafka broker, the operator, a small node, the
 * examples and a first message. Orchestration only; what it starts it knows as programs and
 * resources, never as classes.
 */
package io.restproducer.quickstart;
