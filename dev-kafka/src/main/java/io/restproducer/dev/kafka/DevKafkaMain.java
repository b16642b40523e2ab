package io.restproducer.dev.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker as a process of its own; it ends, broker first, when it is told to (SIGTERM). */
public final class DevKafkaMain {
  private static final int WRONG_USAGE = 2;

  private DevKafkaMain() {}

  /** Runs a broker until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    BrokerArguments chosen;
    try {
      chosen = BrokerArguments.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(BrokerArguments.USAGE);
      System.exit(WRONG_USAGE);
      return;
    }
    // Named so, because a logback.xml in this jar would also be found by the tests that use it.
    System.setProperty("logback.configurationFile", "dev-kafka-logback.xml");
    Logger log = LoggerFactory.getLogger(DevKafkaMain.class);
    DevKafka kafka =
        DevKafka.start(
            Path.of(chosen.directory()), chosen.host(), chosen.port(), chosen.overrides());
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-broker"));
    log.atInfo().addKeyValue("bootstrapServers", kafka.bootstrapServers()).log("broker is ready");
    if (chosen.addressFile().isPresent()) {
      announce(kafka.bootstrapServers(), Path.of(chosen.addressFile().get()));
    }
    new CountDownLatch(1).await();
  }

  /** Whoever started this process with port 0 learns here, and only now, where the broker is. */
  private static void announce(String bootstrapServers, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(unfinished, bootstrapServers);
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
