package io.restproducer.runtime.http;

import io.restproducer.runtime.refusal.Refusal;
import io.restproducer.runtime.refusal.Refusal.Reason;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;

/**
 * Refuses what Undertow's parser lets through although two programs could read it in two ways, and
 * what is too long. It runs first and looks at nothing but the head of the request.
 */
final class RequestGuard {
  private static final int MAX_HEADER_BYTES = 16 << 10;
  private static final int LINE_OVERHEAD = 4;

  private final int maxUriLength;

  RequestGuard(int maxUriLength) {
    this.maxUriLength = maxUriLength;
  }

  void check(HttpServerExchange exchange) throws Refusal {
    try {
      checkHead(exchange);
    } catch (Refusal e) {
      // Nobody knows for certain where the next request begins.
      exchange.setPersistent(false);
      throw e;
    }
  }

  private void checkHead(HttpServerExchange exchange) throws Refusal {
    if (!RequestHead.isPlain(exchange)) {
      throw malformed(
          "The request's head is not written as RFC 9112 has it: a request line of HTTP/1.1 or"
              + " HTTP/1.0 and lines of name:value, none folded, each ended by CR LF.");
    }
    checkRequestLine(exchange);
    HeaderMap headers = exchange.getRequestHeaders();
    checkHeaderSize(headers);
    checkFraming(exchange, headers);
    if (exchange.isHttp11() && count(headers.get(Headers.HOST)) != 1) {
      throw malformed("A request must have exactly one Host header.");
    }
  }

  private void checkRequestLine(HttpServerExchange exchange) throws Refusal {
    if (!exchange.getProtocol().equals(Protocols.HTTP_1_1)
        && !exchange.getProtocol().equals(Protocols.HTTP_1_0)) {
      throw malformed("Only HTTP/1.1 and HTTP/1.0 are spoken here.");
    }
    String uri = exchange.getRequestURI();
    int length = uri.length() + exchange.getQueryString().length() + 1;
    if (length > maxUriLength) {
      throw Refusal.of(
          Reason.URI_TOO_LONG,
          "The URI has %d characters; the limit is %d.".formatted(length, maxUriLength));
    }
    if (!uri.startsWith("/")) {
      throw malformed("The request target must be a path, such as /topics/orders/records.");
    }
    String method = exchange.getRequestMethod().toString();
    for (int i = 0; i < method.length(); i++) {
      if (method.charAt(i) < 'A' || method.charAt(i) > 'Z') {
        throw malformed("The method must be a word in capital letters, such as POST.");
      }
    }
  }

  private static void checkHeaderSize(HeaderMap headers) throws Refusal {
    int size = 0;
    for (HeaderValues values : headers) {
      for (String value : values) {
        size += values.getHeaderName().length() + value.length() + LINE_OVERHEAD;
      }
    }
    if (size > MAX_HEADER_BYTES) {
      throw Refusal.of(
          Reason.HEADERS_TOO_LARGE,
          "The headers have %d bytes; the limit is %d.".formatted(size, MAX_HEADER_BYTES));
    }
  }

  private static void checkFraming(HttpServerExchange exchange, HeaderMap headers) throws Refusal {
    HeaderValues encoding = headers.get(Headers.TRANSFER_ENCODING);
    HeaderValues length = headers.get(Headers.CONTENT_LENGTH);
    if (encoding != null) {
      if (count(encoding) != 1 || !encoding.getFirst().equalsIgnoreCase("chunked")) {
        throw malformed("Transfer-Encoding must be chunked, or absent.");
      }
      if (length != null) {
        throw malformed("Content-Length and Transfer-Encoding exclude each other.");
      }
      if (exchange.isHttp10()) {
        throw malformed("HTTP/1.0 has no Transfer-Encoding.");
      }
    }
    if (length != null && (count(length) != 1 || !digits(length.getFirst()))) {
      throw malformed("Content-Length must be one whole number.");
    }
    boolean body = encoding != null || length != null && !length.getFirst().equals("0");
    // It has no meaning (RFC 9110, 9.3.1), and programs disagree on whether it is there.
    if (body && exchange.getRequestMethod().equals(Methods.GET)) {
      throw malformed("A GET request must not have a body.");
    }
  }

  private static int count(HeaderValues values) {
    return values == null ? 0 : values.size();
  }

  private static boolean digits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 19;
  }

  private static Refusal malformed(String message) {
    return Refusal.of(Reason.MALFORMED, message);
  }
}
