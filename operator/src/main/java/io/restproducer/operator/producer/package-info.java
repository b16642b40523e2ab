/** RestProducer: observe, decide, build, apply, report. */
package io.restproducer.operator.producer;
