package io.restproducer.runtime.authn;

import io.restproducer.contract.Sha256;

/**
 * What is kept of a key that was sealed in a client certificate: never its text.
 *
 * @param id public part of the key
 * @param sha256 digest of the whole key
 * @param publicKey digest of the public key that the certificate is about
 */
record PinnedKey(String id, Sha256 sha256, Sha256 publicKey) {}
