/** Callers of an endpoint under trial, as the quickstart and the tests on a cluster play them. */
package io.restproducer.dev.kubernetes.caller;
