package io.restproducer.crds;

/** What names of Secrets and of their keys look like, as CEL. */
final class SecretReference {
  static final String NAME = "self.matches('^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$')";
  static final String NAME_MESSAGE =
      "write the name of a Secret: lower-case letters, digits, '-' and '.'";
  static final String KEY = "self.matches('^[-_A-Za-z0-9][-._A-Za-z0-9]*$')";
  static final String KEY_MESSAGE =
      "write a key of the Secret: letters, digits, '-', '_' and '.', not beginning with '.'; for example ca.crt";

  private SecretReference() {}
}
