package io.restproducer.dev.kubernetes.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ServiceProxyTest {

  private static final int PATIENCE_MILLIS = 30_000;

  private ServerSocket pod;
  private ServiceProxy proxy;
  private Socket caller;
  private Socket served;

  @BeforeEach
  void connect() throws IOException {
    pod = new ServerSocket(0, 1, loopback());
    pod.setSoTimeout(PATIENCE_MILLIS);
    int port = freePort();
    proxy = ServiceProxy.open(port);
    proxy.forwardTo(List.of(new InetSocketAddress(loopback(), pod.getLocalPort())));
    caller = new Socket(loopback(), port);
    served = pod.accept();
    served.setSoTimeout(PATIENCE_MILLIS);
  }

  @AfterEach
  void disconnect() throws IOException {
    caller.close();
    served.close();
    proxy.closeAll();
    pod.close();
  }

  @Test
  void anOpenConnectionOutlivesItsService() throws IOException {
    proxy.close();
    caller.getOutputStream().write(7);
    assertThat(served.getInputStream().read()).isEqualTo(7);
  }

  @Test
  void anOpenConnectionEndsWithTheNode() throws IOException {
    proxy.closeAll();
    assertThat(served.getInputStream().read()).isEqualTo(-1);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, loopback())) {
      return socket.getLocalPort();
    }
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByName("127.0.0.1");
  }
}
