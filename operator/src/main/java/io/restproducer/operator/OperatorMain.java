package io.restproducer.operator;

import io.restproducer.operator.pki.Lifetimes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** Starts the operator and stops it when the process is asked to end. */
public final class OperatorMain {
  private static final int WRONG_SETTINGS = 2;
  private static final int FAILED = 1;

  private OperatorMain() {}

  /** Takes no arguments: every setting is an environment variable. */
  public static void main(String[] arguments) {
    OperatorConfig config = settings();
    LogSetup.apply(config);
    try {
      OperatorProcess process =
          OperatorProcess.start(
              config,
              ClusterAccess::client,
              new SecureRandom(),
              Clock.systemUTC(),
              Lifetimes.STANDARD,
              () -> Runtime.getRuntime().halt(FAILED));
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
    } catch (ServerVersion.UnsupportedServer e) {
      LoggerFactory.getLogger(OperatorMain.class)
          .atError()
          .addKeyValue("problem", e.getMessage())
          .log("operator did not start");
      System.exit(FAILED);
    } catch (IOException | RuntimeException e) {
      LoggerFactory.getLogger(OperatorMain.class)
          .atError()
          .setCause(e)
          .log("operator did not start");
      System.exit(FAILED);
    }
  }

  private static OperatorConfig settings() {
    try {
      return OperatorConfig.from(System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("wrong settings: " + e.getMessage());
      System.exit(WRONG_SETTINGS);
      throw e;
    }
  }
}
