/** What other tools make of a resource's conditions. */
package io.restproducer.dev.kubernetes.health;
