/**
 * What the operator writes and the producer runtime reads: the runtime's configuration, the signed
 * key table, and the status report that each pod gives in return. Readers skip unknown fields
 * within a major version.
 */
package io.restproducer.contract;
