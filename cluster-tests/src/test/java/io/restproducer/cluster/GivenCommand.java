package io.restproducer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A command that whoever runs the tests gives by a property: what no cluster offers by itself. */
final class GivenCommand {
  private final String command;

  private GivenCommand(String command) {
    this.command = command;
  }

  /** Skips the scenario, and says for want of what, where the property is not set. */
  static GivenCommand of(String property) {
    String command = System.getProperty(property, "");
    assumeTrue(!command.isEmpty(), "needs a command in -D" + property);
    return new GivenCommand(command);
  }

  /** Gives what it prints. A daemon that it starts must not keep its output open. */
  String run() throws IOException, InterruptedException {
    Process process = new ProcessBuilder("bash", "-c", command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(command + output).isZero();
    return output;
  }
}
