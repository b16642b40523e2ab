/** The operator's process: its settings, its start and stop, its health. */
package io.restproducer.operator;
