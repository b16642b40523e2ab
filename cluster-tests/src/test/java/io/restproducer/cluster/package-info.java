/**
 * The product on a real cluster, installed by the manifests that users apply and seen from outside:
 * custom resources in, HTTPS requests and Kafka records out. One class for each row of
 * docs/cluster-tests.md.
 */
package io.restproducer.cluster;
