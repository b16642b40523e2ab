package io.restproducer.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.restproducer.contract.RuntimeConfiguration.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class LogOutputTest {
  private final PrintStream console = System.out;

  @AfterEach
  void restore() throws JoranException {
    System.setOut(console);
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.start();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(getClass().getResource("/logback-test.xml"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json"})
  void writesOneLineAnEventWhateverIsInIt(String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    LogOutput.configure(new Logging("INFO", format));
    Logger log = LoggerFactory.getLogger("io.restproducer.test");

    log.atInfo().addKeyValue("value", "a\r\nforged\u001b[31m\u0085").log("one");
    log.atDebug().log("not shown");
    LogOutput.close();

    String written = out.toString(StandardCharsets.UTF_8);
    assertThat(written.lines()).hasSize(1);
    assertThat(written).contains("one", "forged").doesNotContain("\u001b", "not shown");
  }
}
