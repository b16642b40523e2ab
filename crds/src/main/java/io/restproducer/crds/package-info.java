/**
 * The two kinds that users write, {@code restproducer.io/v1beta1}. The CRD YAML beside this
 * module's pom is generated from these classes; texts, defaults and rules stand here and nowhere
 * else. Fields are public: these are the shapes of YAML documents, not objects with behaviour.
 */
package io.restproducer.crds;
