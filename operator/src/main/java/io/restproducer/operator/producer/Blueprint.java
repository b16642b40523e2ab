package io.restproducer.operator.producer;

import io.restproducer.contract.ProducerId;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.RestProducerSpec;
import io.restproducer.operator.reconcile.Component;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Everything from which the children of a RestProducer follow: equal blueprints give equal
 * children.
 *
 * @param producer the RestProducer as it was read
 * @param defaultImage of the runtime, where the spec names none
 * @param tableVerifier public key of the table signer, SubjectPublicKeyInfo in base64
 * @param kafkaFiles what pods are given of the user's Secrets
 */
record Blueprint(
    RestProducer producer, String defaultImage, String tableVerifier, KafkaFiles kafkaFiles) {
  /** One whose Kafka needs no file. */
  Blueprint(RestProducer producer, String defaultImage, String tableVerifier) {
    this(producer, defaultImage, tableVerifier, KafkaFiles.NONE);
  }

  RestProducerSpec spec() {
    return producer.getSpec();
  }

  ProducerNames names() {
    return new ProducerNames(producer.getMetadata().getName());
  }

  ProducerId id() {
    return new ProducerId(producer.getMetadata().getNamespace(), producer.getMetadata().getName());
  }

  Map<String, String> labels() {
    return Component.PRODUCER_RUNTIME.labels(producer.getMetadata().getName());
  }

  Map<String, String> selector() {
    return Component.PRODUCER_RUNTIME.selector(producer.getMetadata().getName());
  }

  /** Names of the Secrets of the user that the spec refers to. */
  Set<String> userSecrets() {
    Set<String> names = new TreeSet<>(KafkaSecrets.names(spec().kafka));
    CallerTls.of(spec()).broughtSecret().ifPresent(names::add);
    return names;
  }

  String image() {
    return spec().image == null ? defaultImage : spec().image;
  }
}
