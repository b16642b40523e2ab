package io.restproducer.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** One TLS connection on which a test writes and reads what no well-behaved client would. */
final class RawConnection implements AutoCloseable {
  private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

  private static final int LINGER_SECONDS = 2;

  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;

  RawConnection(RuntimeFixture runtime) {
    this(runtime, 0);
  }

  /**
   * A connection.
   *
   * @param receiveBuffer of the kernel, in bytes; 0 for what it gives
   */
  RawConnection(RuntimeFixture runtime, int receiveBuffer) {
    this(TestCertificate.trusting(runtime.certificate), runtime.apiPort(), receiveBuffer);
  }

  /** A connection with a client's own idea of TLS. */
  RawConnection(SSLContext tls, int port, String... protocols) {
    this(tls, port, 0);
    if (protocols.length > 0) {
      socket.setEnabledProtocols(protocols);
    }
  }

  private RawConnection(SSLContext tls, int port, int receiveBuffer) {
    try {
      socket = (SSLSocket) tls.getSocketFactory().createSocket();
      if (receiveBuffer > 0) {
        socket.setReceiveBufferSize(receiveBuffer);
        // Or closing would wait for a write that never ends, and hide why the test fails.
        socket.setSoLinger(true, LINGER_SECONDS);
      }
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(60_000);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  RawConnection send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawConnection send(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  RawConnection handshake() {
    try {
      socket.startHandshake();
      return this;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  SSLSession session() {
    return socket.getSession();
  }

  /** The next byte, or -1 when the server has closed. */
  int readOne() {
    try {
      return in.read();
    } catch (IOException e) {
      return -1;
    }
  }

  /** Head of the next response, which must have no body. */
  String head() {
    try {
      StringBuilder head = new StringBuilder();
      int next = in.read();
      while (next >= 0) {
        head.append((char) next);
        next = head.toString().endsWith("\r\n\r\n") ? -1 : in.read();
      }
      return head.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Head and body of the next response. */
  String response() {
    try {
      String head = head();
      Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
      int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
      return head + new String(in.readNBytes(body), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything until the server closes; fails when it does not within a minute. */
  String untilClosed() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      in.transferTo(rest);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("still open after " + rest.toString(StandardCharsets.UTF_8), e);
    } catch (IOException e) {
      // Closed with bytes of ours unread.
    }
    return rest.toString(StandardCharsets.UTF_8);
  }

  /** Whether the server has closed, once everything it had sent is read. */
  boolean closedByServer() {
    try {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      in.transferTo(rest);
      return rest.size() == 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
