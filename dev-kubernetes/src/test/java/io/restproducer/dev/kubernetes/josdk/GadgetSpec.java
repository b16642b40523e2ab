package io.restproducer.dev.kubernetes.josdk;

/** What a Gadget asks for. */
public final class GadgetSpec {

  private int size;

  public int getSize() {
    return size;
  }

  public void setSize(int size) {
    this.size = size;
  }
}
