package io.restproducer.kafka;

/** A file about Kafka that cannot be used; its problem is told without any of its content. */
public final class InvalidKafkaFile extends Exception {
  private final String file;
  private final String problem;

  InvalidKafkaFile(String file, String problem) {
    super(file + " " + problem);
    this.file = file;
    this.problem = problem;
  }

  /** Path as in {@link io.restproducer.contract.MountedFiles}. */
  public String file() {
    return file;
  }

  /** What is wrong and what to do, as the rest of a sentence about the file. */
  public String problem() {
    return problem;
  }
}
