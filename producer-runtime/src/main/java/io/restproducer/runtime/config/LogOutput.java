package io.restproducer.runtime.config;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.restproducer.contract.RuntimeConfiguration.Logging;
import org.slf4j.LoggerFactory;

/** Log lines on standard output, one a event, in which no input can forge another line. */
public final class LogOutput {
  /** Control characters are shown as a dot: a line stays a line whatever a caller sent. */
  private static final String TEXT =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %-5level %logger{0} "
          + "%replace(%msg %kvp){'[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]', '.'}%n%ex{20}%nopex";

  private static final int QUEUED_LINES = 8192;

  private LogOutput() {}

  /** Sends all logging to standard output as {@code logging} says; Kafka's own only from WARN. */
  public static void configure(Logging logging) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setEncoder(encoder(context, logging.format()));
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(withoutBlocking(context, console));
    context.getLogger("io.restproducer").setLevel(Level.valueOf(logging.level()));
    // The client repeats for every try that a connection could not be established, or was not let
    // in; the runtime tells it once.
    context.getLogger("org.apache.kafka.clients").setLevel(Level.ERROR);
    context.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.OFF);
  }

  /** Writes out what is still queued; nothing is logged after it. */
  public static void close() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /**
   * An I/O thread never waits for whoever reads the log: when the queue is full, lines are lost.
   */
  private static AsyncAppender withoutBlocking(
      LoggerContext context, ConsoleAppender<ILoggingEvent> console) {
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(QUEUED_LINES);
    queue.setDiscardingThreshold(0);
    queue.setNeverBlock(true);
    queue.addAppender(console);
    queue.start();
    return queue;
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, String format) {
    if (format.equals("json")) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithSequenceNumber(false);
      json.setWithContext(false);
      json.setWithMDC(false);
      json.setWithNanoseconds(false);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(TEXT);
    text.start();
    return text;
  }
}
