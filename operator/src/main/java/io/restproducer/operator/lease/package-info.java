/**
 * One of several operator processes leads; the others stand by. Knows leases and nothing else of
 * the product.
 */
package io.restproducer.operator.lease;
