package io.restproducer.dev.kubernetes.josdk;

/** What a Gadget asks for. */
public final class GadgetSpec {

  private int size;
  private String color = "red";

  public int getSize() {
    return size;
  }

  public void setSize(int size) {
    this.size = size;
  }

  public String getColor() {
    return color;
  }

  public void setColor(String color) {
    this.color = color;
  }
}
