package io.restproducer.operator.producer;

import io.fabric8.kubernetes.api.model.IntOrString;
import java.util.Map;
import java.util.TreeMap;

/** {@code kafka.producer} of the spec, where numbers may stand with or without quotes, as texts. */
final class ProducerOptions {
  private ProducerOptions() {}

  static Map<String, String> texts(Map<String, IntOrString> options) {
    Map<String, String> texts = new TreeMap<>();
    options.forEach((name, value) -> texts.put(name, String.valueOf(value.getValue())));
    return texts;
  }
}
