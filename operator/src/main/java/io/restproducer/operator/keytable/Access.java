package io.restproducer.operator.keytable;

/**
 * How callers reach a RestProducer.
 *
 * @param endpoint {@code https://host:port}
 * @param authorities PEM of the certificates to trust
 */
public record Access(String endpoint, String authorities) {}
