/** Who may use a RestProducer, and for which topics at most: decided here, asked by both sides. */
package io.restproducer.operator.permission;
