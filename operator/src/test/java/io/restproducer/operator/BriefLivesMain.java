package io.restproducer.operator;

import io.restproducer.operator.pki.Lifetimes;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The operator for one namespace, in which years pass in seconds: what tests of the whole system
 * start in place of {@link OperatorMain}. Only how long things live differs.
 */
public final class BriefLivesMain {
  private BriefLivesMain() {}

  /** Takes the namespace, and the seconds that an authority lives: five years elsewhere. */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> settings = new HashMap<>(System.getenv());
    settings.put("WATCH_NAMESPACES", arguments[0]);
    OperatorConfig config = OperatorConfig.from(settings);
    LogSetup.apply(config);
    OperatorProcess process =
        OperatorProcess.start(
            config,
            ClusterAccess::client,
            new SecureRandom(),
            Clock.systemUTC(),
            lifetimes(Duration.ofSeconds(Long.parseLong(arguments[1]))),
            () -> Runtime.getRuntime().halt(1));
    Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
  }

  private static Lifetimes lifetimes(Duration authority) {
    return new Lifetimes(
        authority,
        authority.multipliedBy(3).dividedBy(5),
        authority.dividedBy(2),
        authority.dividedBy(2),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }
}
