package io.restproducer.operator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Every log line of this JVM from a level on, with its key-values and stack trace. */
final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Level from;

  private CapturedLog(Level from) {
    this.from = from;
  }

  static CapturedLog from(Level level) {
    CapturedLog log = new CapturedLog(level);
    log.start();
    root().addAppender(log);
    return log;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    root().detachAppender(this);
  }

  @Override
  protected void append(ILoggingEvent event) {
    if (event.getLevel().isGreaterOrEqual(from)) {
      lines.add(
          event.getFormattedMessage()
              + event.getKeyValuePairs()
              + ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
