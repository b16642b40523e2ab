/** Compares what a Role grants with what an API server's audit log shows. */
package io.restproducer.dev.kubernetes.rights;
