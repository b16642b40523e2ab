package io.restproducer.operator.permission;

import io.restproducer.contract.ProducerId;
import io.restproducer.contract.TopicPattern;
import io.restproducer.crds.ServiceId;
import io.restproducer.crds.ServiceIdSpec;
import java.util.List;

/**
 * What a ServiceId asks for, whether or not it gets it.
 *
 * @param producer the RestProducer it names, whether or not that is there
 * @param namespace of the ServiceId
 */
public record Request(ProducerId producer, String namespace, List<TopicPattern> topics) {
  public Request {
    topics = List.copyOf(topics);
  }

  public static Request of(ServiceId serviceId) {
    String namespace = serviceId.getMetadata().getNamespace();
    ServiceIdSpec spec = serviceId.getSpec();
    return new Request(
        new ProducerId(
            spec.restProducerRef.namespace == null ? namespace : spec.restProducerRef.namespace,
            spec.restProducerRef.name),
        namespace,
        spec.topics == null ? List.of() : spec.topics.stream().map(TopicPattern::new).toList());
  }
}
