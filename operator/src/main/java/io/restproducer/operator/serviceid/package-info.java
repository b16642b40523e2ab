/** ServiceId: mints a key, waits until every pod knows it, publishes it, takes it back. */
package io.restproducer.operator.serviceid;
