/** The table of live keys of each RestProducer: compiled here, read by both controllers. */
package io.restproducer.operator.keytable;
