package io.restproducer.operator.serviceid;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.restproducer.contract.KeyTable;
import io.restproducer.contract.ProducerId;
import io.restproducer.contract.ServiceIdentity;
import io.restproducer.crds.RestProducer;
import io.restproducer.crds.ServiceId;
import io.restproducer.operator.keytable.PodKnowledge;
import io.restproducer.operator.keytable.TableBoard;
import io.restproducer.operator.keytable.TableView;
import io.restproducer.operator.reconcile.EventLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a ServiceId that is being deleted is held, and what people are told when it goes. */
class RevocationTest {
  private static final ProducerId PRODUCER = new ProducerId("shop", "gateway");
  private static final ServiceIdentity IDENTITY = new ServiceIdentity("shop", "checkout", "uid-1");
  private static final Instant DELETED = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Event> events = new ArrayList<>();
  private final TableBoard board = new TableBoard();
  private final RestProducer gateway =
      Serialization.unmarshal("metadata: {namespace: shop, name: gateway}", RestProducer.class);
  private final ServiceId checkout =
      Serialization.unmarshal(
          "metadata: {namespace: shop, name: checkout, uid: uid-1, deletionTimestamp: '2026-01-01T00:00:00Z'}",
          ServiceId.class);
  private HttpServer server;
  private KubernetesClient client;

  @BeforeEach
  void takeEvents() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          events.add(Serialization.unmarshal(new String(body), Event.class));
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(201, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder().withMasterUrl(url).build())
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  @Test
  void isLetGoOnceEveryPodObeys() {
    publish(new PodKnowledge(2, 2, List.of(), List.of()));
    assertThat(waitAt(DELETED)).isEmpty();
    assertThat(told()).isEqualTo("Normal no pod takes its keys any more");
  }

  @Test
  void isHeldWhileAPodIsWaitedForAndNoLongerThan30Seconds() {
    publish(new PodKnowledge(1, 1, List.of("a (Pending)"), List.of()));
    assertThat(waitAt(DELETED.plusSeconds(10))).contains(Duration.ofSeconds(20));
    assertThat(events).isEmpty();
    assertThat(waitAt(DELETED.plusSeconds(30))).isEmpty();
    assertThat(told()).isEqualTo("Warning not known to refuse its keys: a (Pending)");
  }

  @Test
  void isLetGoWithAWarningWhenASilentPodMayNotObey() {
    publish(new PodKnowledge(2, 1, List.of(), List.of("b (PodUnreachable)")));
    assertThat(waitAt(DELETED)).isEmpty();
    assertThat(told()).isEqualTo("Warning not known to refuse its keys: b (PodUnreachable)");
  }

  /** A table that has no key of it any more, as the pods know it. */
  private void publish(PodKnowledge pods) {
    KeyTable table = new KeyTable(PRODUCER, 2, List.of());
    board.publish(PRODUCER, TableView.of(table, pods, Optional.empty()));
  }

  private Optional<Duration> waitAt(Instant now) {
    EventLog log = new EventLog(client, InstantSource.fixed(now), "test");
    return new Revocation(board, log, InstantSource.fixed(now))
        .of(checkout, PRODUCER, IDENTITY, Optional.of(gateway), true);
  }

  private String told() {
    assertThat(events).hasSize(1);
    return events.get(0).getType() + " " + events.get(0).getNote();
  }
}
