package io.restproducer.runtime.http;

import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.BadRequestException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.xnio.OptionMap;

/**
 * Undertow's own reader of heads, which it shows to nobody, with the settings of the API's port.
 */
final class UndertowParser {
  private static final String PACKAGE = "io.undertow.server.protocol.http.";
  private static final OptionMap OPTIONS =
      OptionMap.builder()
          .set(UndertowOptions.MAX_HEADERS, 64)
          .set(UndertowOptions.MAX_PARAMETERS, 32)
          .set(UndertowOptions.DECODE_URL, false)
          .getMap();
  private static final Object PARSER;
  private static final Method HANDLE;
  private static final Constructor<?> STATE;
  private static final Method COMPLETE;

  static {
    try {
      Class<?> parser = Class.forName(PACKAGE + "RequestParser");
      Class<?> state = Class.forName(PACKAGE + "RequestState");
      Method instance = parser.getDeclaredMethod("instance", OptionMap.class);
      instance.setAccessible(true);
      PARSER = instance.invoke(null, OPTIONS);
      HANDLE =
          parser.getDeclaredMethod("handle", ByteBuffer.class, state, HttpServerExchange.class);
      HANDLE.setAccessible(true);
      STATE = state.getDeclaredConstructor();
      STATE.setAccessible(true);
      COMPLETE = state.getDeclaredMethod("isComplete");
      COMPLETE.setAccessible(true);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private UndertowParser() {}

  /** What was read, and how many bytes it took. */
  record Head(HttpServerExchange exchange, int length) {}

  /**
   * What Undertow makes of {@code bytes} when they come in pieces of {@code piece} bytes.
   *
   * @return nothing if it wants more than there is
   * @throws BadRequestException if it refuses them
   */
  static Optional<Head> read(byte[] bytes, int piece) throws BadRequestException {
    HttpServerExchange exchange = new HttpServerExchange(null);
    try {
      Object state = STATE.newInstance();
      int from = 0;
      while (from < bytes.length) {
        int to = Math.min(bytes.length, from + piece);
        ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
        HANDLE.invoke(PARSER, buffer, state, exchange);
        if ((boolean) COMPLETE.invoke(state)) {
          return Optional.of(new Head(exchange, buffer.position()));
        }
        if (buffer.hasRemaining()) {
          throw new AssertionError("Undertow stopped at " + buffer.position());
        }
        from = to;
      }
      return Optional.empty();
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof BadRequestException refused) {
        throw refused;
      }
      throw new AssertionError("Undertow's parser failed", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
