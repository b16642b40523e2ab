package io.restproducer.dev.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port that nobody listens on. Never one of the ports that systems hand to outgoing connections:
 * a client that retries against a stopped broker could take such a port itself.
 */
final class FreePort {
  private static final int FIRST = 10_000;
  private static final int END = 30_000;
  private static final int ATTEMPTS = 200;

  private FreePort() {}

  static int on(String host) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (isFree(host, port)) {
        return port;
      }
    }
    throw new IllegalStateException(
        "found no free port on "
            + host
            + " between "
            + FIRST
            + " and "
            + END
            + " in "
            + ATTEMPTS
            + " attempts; is "
            + host
            + " an address of this machine?");
  }

  static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
