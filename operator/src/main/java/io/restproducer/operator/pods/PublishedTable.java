package io.restproducer.operator.pods;

/** The signed table that pods ought to have; revision 0 stands for none yet. */
record PublishedTable(long revision, byte[] bytes) {
  static final PublishedTable NONE = new PublishedTable(0, new byte[0]);

  boolean exists() {
    return revision > 0;
  }
}
