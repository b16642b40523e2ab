/**
 * Certificates and signing keys. Bouncy Castle builds certificates here and nothing else; keys, PEM
 * and checks are plain JDK. Time and randomness are handed in. No Kubernetes type is known.
 */
package io.restproducer.operator.pki;
