package io.restproducer.runtime;

import io.restproducer.contract.RuntimeConfiguration.Logging;
import io.restproducer.runtime.config.CommandLine;
import io.restproducer.runtime.config.InvalidSettings;
import io.restproducer.runtime.config.LogOutput;
import io.restproducer.runtime.config.Settings;
import io.restproducer.runtime.config.SettingsReader;
import io.restproducer.runtime.tls.TlsPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process: settings in, one runtime, drained on SIGTERM. Exit 0 drained, 1 failed, 2 misused.
 */
public final class RuntimeMain {
  private static final Logger log = LoggerFactory.getLogger(RuntimeMain.class);

  private RuntimeMain() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    CommandLine line = CommandLine.parse(Arrays.asList(arguments));
    if (line instanceof CommandLine.Help) {
      System.out.print(CommandLine.HELP);
    } else if (line instanceof CommandLine.Mistake mistake) {
      System.err.println(mistake.message());
      System.err.print(CommandLine.HELP);
      System.exit(2);
    } else if (line instanceof CommandLine.Run run) {
      run(run.directory());
    }
  }

  private static void run(Path directory) {
    // Before any TLS class is loaded, or it would not be heeded.
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
    LogOutput.configure(new Logging("INFO", "text"));
    try {
      Settings settings =
          SettingsReader.read(directory, System.getenv(), Runtime.getRuntime().maxMemory());
      new TlsPolicy(settings.tls()).permitOlderSuites();
      LogOutput.configure(settings.logging());
      log.atInfo().addKeyValue("settings", settings).log("starting");
      ProducerRuntime runtime =
          new ProducerRuntime(settings, InstantSource.system(), RuntimeMain::end);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(runtime), "drain"));
    } catch (InvalidSettings e) {
      e.problems().forEach(problem -> System.err.println("invalid settings: " + problem));
      System.exit(1);
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("could not start");
      LogOutput.close();
      System.exit(1);
    }
  }

  /** The port never opened, so there is nothing to drain; without it the process is of no use. */
  private static void end(RuntimeException logged) {
    LogOutput.close();
    Runtime.getRuntime().halt(1);
  }

  /** SIGTERM asked for this end, so it is a success: the JVM alone would exit with 143. */
  private static void drain(ProducerRuntime runtime) {
    try {
      runtime.drain();
      LogOutput.close();
      Runtime.getRuntime().halt(0);
    } catch (InterruptedException | RuntimeException e) {
      log.atError().setCause(e).log("could not stop in order");
      LogOutput.close();
      Runtime.getRuntime().halt(1);
    }
  }
}
