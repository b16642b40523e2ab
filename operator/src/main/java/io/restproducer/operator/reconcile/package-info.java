/** The verbs and words that both controllers share: names, ownership, apply, conditions, events. */
package io.restproducer.operator.reconcile;
