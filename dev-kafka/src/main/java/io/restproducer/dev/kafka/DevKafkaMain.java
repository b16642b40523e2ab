package io.restproducer.dev.kafka;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The broker as a process of its own; it ends, broker first, when it is told to (SIGTERM). */
public final class DevKafkaMain {
  private static final int WRONG_USAGE = 2;

  private DevKafkaMain() {}

  /** Runs a broker until the process is ended. */
  public static void main(String[] arguments) throws InterruptedException {
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
    new CountDownLatch(1).await();
  }
}
