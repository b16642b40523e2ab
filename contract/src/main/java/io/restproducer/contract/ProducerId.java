package io.restproducer.contract;

/** Which RestProducer a file or a pod belongs to. */
public record ProducerId(String namespace, String name) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
