package io.restproducer.operator.producer;

import io.restproducer.operator.pki.ClientIssuer;

/**
 * Whom both sides trust, and who certifies callers.
 *
 * @param servers PEM of the authorities that callers trust, that of the present signer first
 * @param clients PEM of the authorities whose client certificates pods accept
 * @param issuer signs client certificates
 */
record Trust(byte[] servers, byte[] clients, ClientIssuer issuer) {}
