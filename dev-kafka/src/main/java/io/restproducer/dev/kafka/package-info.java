/**
 * One real Kafka broker (KRaft, both roles in one node) from its Maven artifact: in the process for
 * tests, as a process of its own for the quickstart. Never part of a release.
 */
package io.restproducer.dev.kafka;
