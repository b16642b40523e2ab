package io.restproducer.crds;

/** How an object of either kind may be named: its name is a prefix of its children's names. */
final class ResourceName {
  static final String RULE =
      "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')"
          + " && self.metadata.name.size() <= 40"
          + " && !self.metadata.name.contains('-client-cert-')";
  static final String MESSAGE =
      "metadata.name: write at most 40 lower-case letters, digits and '-', beginning with a letter,"
          + " ending with a letter or digit, without '-client-cert-'; for example orders-gateway";

  private ResourceName() {}
}
