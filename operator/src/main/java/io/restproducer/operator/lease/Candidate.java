package io.restproducer.operator.lease;

/**
 * A pod that may lead.
 *
 * @param namespace of the pod, and of the lease
 * @param name of the pod; a restarted container of the same pod holds its lease on
 */
public record Candidate(String namespace, String name) {}
