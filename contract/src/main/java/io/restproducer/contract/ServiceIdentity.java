package io.restproducer.contract;

/** The ServiceId behind a credential; the UID tells a successor of the same name apart. */
public record ServiceIdentity(String namespace, String name, String uid) {
  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
