package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Kafka broker as a child process: it keeps its address and its data when started again. */
final class BrokerProcess implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final List<String> program;
  private final RunDirectory directory;
  private final Path addressFile;
  private String port = "0";
  private JavaProcess process;

  BrokerProcess(List<String> program, RunDirectory directory) {
    this.program = program;
    this.directory = directory;
    this.addressFile = directory.resolve("kafka.address");
  }

  void start() {
    try {
      Files.deleteIfExists(addressFile);
    } catch (IOException e) {
      throw new QuickstartFailure("cannot remove " + addressFile, e);
    }
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("--directory", directory.resolve("kafka").toString()));
    command.addAll(List.of("--host", HOST, "--port", port));
    command.addAll(List.of("--address-file", addressFile.toString()));
    process =
        JavaProcess.start("Kafka broker", command, Map.of(), directory.logs().resolve("kafka.log"));
  }

  /** The broker's {@code host:port} once it takes requests. */
  Finding<String> look() {
    if (!Files.exists(addressFile)) {
      return Finding.notYet("");
    }
    try {
      String address = Files.readString(addressFile);
      port = address.substring(address.lastIndexOf(':') + 1);
      return Finding.there(address);
    } catch (IOException e) {
      throw new QuickstartFailure("cannot read " + addressFile, e);
    }
  }

  void checkRunning() {
    process.checkRunning();
  }

  /** Stops the broker in an orderly way; {@link #start()} brings it back. */
  void stop() {
    process.close();
  }

  @Override
  public void close() {
    stop();
  }
}
