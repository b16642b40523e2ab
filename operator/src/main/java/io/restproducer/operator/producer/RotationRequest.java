package io.restproducer.operator.producer;

import io.restproducer.crds.RestProducer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The request, by annotation, to replace an authority before its time. It counts once. Pure. */
final class RotationRequest {
  static final String ANNOTATION = "restproducer.io/rotate";

  private RotationRequest() {}

  static boolean namesServerAuthority(RestProducer producer) {
    return words(producer).contains("server-ca");
  }

  static boolean namesClientsAuthority(RestProducer producer) {
    return words(producer).contains("clients-ca");
  }

  static boolean namesSealingKeys(RestProducer producer) {
    return words(producer).contains("sealing");
  }

  /** What is asked for. */
  static Set<String> words(RestProducer producer) {
    Map<String, String> annotations = producer.getMetadata().getAnnotations();
    String value = annotations == null ? "" : annotations.getOrDefault(ANNOTATION, "");
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }
}
