package io.restproducer.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that opens many connections and says nothing on them until its input ends: its open
 * files are not those of the process that it is held against.
 */
final class SilentConnections {
  static final String OPEN = "open";

  private SilentConnections() {}

  /** Port and number of connections. */
  public static void main(String[] arguments) throws IOException {
    InetSocketAddress server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    List<SocketChannel> open = new ArrayList<>();
    for (int i = Integer.parseInt(arguments[1]); i > 0; i--) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(server);
      open.add(channel);
    }
    System.out.println(OPEN);
    while (System.in.read() >= 0) {
      // Only its end matters.
    }
    for (SocketChannel channel : open) {
      channel.close();
    }
  }
}
