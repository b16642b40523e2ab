package io.restproducer.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restproducer.contract.ApiKey;
import io.restproducer.contract.KeyEntry;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.Role;
import io.restproducer.contract.StatusReport;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Key tables come in by push and by mount; only genuine and newer ones count. */
class KeyTablePushIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PRODUCE = "POST /topics/orders/records HTTP/1.1";

  @TempDir static Path kafka;
  @TempDir Path directory;
  private static TestBroker broker;
  private RuntimeFixture runtime;
  private KeyEntry mine;

  @BeforeAll
  static void startBroker() {
    broker = new TestBroker(kafka, Map.of());
    broker.createTopic(RuntimeFixture.TOPIC, 1, Map.of());
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start() {
    runtime = new RuntimeFixture(directory).files(broker.bootstrapServers()).start().awaitReady();
    mine = KeyTables.entry(runtime.key, Role.EDITOR, RuntimeFixture.TOPIC);
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  @Test
  void aKeyExpiresOnAnOpenConnection() {
    Instant soon = Instant.now().plusSeconds(3);
    runtime.push(
        2, KeyTables.entry(runtime.key, Role.EDITOR, Optional.of(soon), RuntimeFixture.TOPIC));
    String request = runtime.head(PRODUCE, "Content-Length: 1") + "x";
    try (RawConnection connection = new RawConnection(runtime)) {
      assertThat(connection.send(request).response()).startsWith("HTTP/1.1 200 ");

      await()
          .atMost(PATIENCE)
          .until(() -> connection.send(request).response().startsWith("HTTP/1.1 401 "));
      assertThat(Instant.now()).isAfterOrEqualTo(soon);
    }
  }

  @Test
  void revokesOnAnOpenConnectionFromTheNextRequest() {
    String request = runtime.head(PRODUCE, "Content-Length: 1") + "x";
    try (RawConnection connection = new RawConnection(runtime)) {
      assertThat(connection.send(request).response()).startsWith("HTTP/1.1 200 ");

      assertThat(runtime.push(2).statusCode()).isEqualTo(200);

      assertThat(connection.send(request).response()).startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void acknowledgesWithItsStatus() {
    HttpResponse<String> answer = runtime.push(7, mine);

    StatusReport status = StatusReport.parse(answer.body().getBytes());
    assertThat(status.keyTableRevision()).isEqualTo(7);
    assertThat(status.producer()).isEqualTo(KeyTables.PRODUCER);
    assertThat(status.ready()).isTrue();
    assertThat(status.limits()).isEqualTo(new StatusReport.Limits(4096, 65536));
    assertThat(status.serverCertificate()).isPresent();
  }

  @Test
  void acceptsTheRevisionItHasAndRefusesAnOlderOne() {
    assertThat(runtime.push(5, mine).statusCode()).isEqualTo(200);

    assertThat(runtime.push(5, mine).statusCode()).isEqualTo(200);
    HttpResponse<String> older = runtime.push(4);

    assertThat(older.statusCode()).isEqualTo(409);
    assertThat(StatusReport.parse(older.body().getBytes()).keyTableRevision()).isEqualTo(5);
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
  }

  @Test
  void keepsItsTableWhenAnotherOneIsNotGenuine() {
    HttpResponse<String> forged = runtime.push(new KeyTables().signed(9));
    HttpResponse<String> rubbish = runtime.push("rubbish".getBytes());
    HttpResponse<String> huge = runtime.push(new byte[(1 << 20) + 1]);

    assertThat(forged.statusCode()).isEqualTo(400);
    assertThat(forged.body()).contains("signature");
    assertThat(rubbish.statusCode()).isEqualTo(400);
    assertThat(huge.statusCode()).isEqualTo(400);
    assertThat(runtime.status().keyTableRevision()).isEqualTo(1);
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
    assertThat(runtime.management("/metrics").body())
        .contains("restproducer_refused_updates_total 3.0", "restproducer_key_table_revision 1.0");
  }

  @Test
  void takesANewerMountedTableAndLeavesAnOlderOne() {
    ApiKey next = KeyTables.mint();
    runtime.write(
        MountedFiles.KEY_TABLE,
        runtime.tables.signed(3, mine, KeyTables.entry(next, Role.EDITOR, "orders")));
    await().atMost(PATIENCE).until(() -> runtime.status().keyTableRevision() == 3);

    runtime.write(MountedFiles.KEY_TABLE, runtime.tables.signed(2));
    await()
        .atMost(PATIENCE)
        .until(() -> runtime.management("/metrics").body().contains("refused_updates_total 1.0"));

    assertThat(runtime.status().keyTableRevision()).isEqualTo(3);
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
  }

  @Test
  void waitsForAFirstTableWithItsApiPortClosed() throws Exception {
    runtime.close();
    Files.delete(directory.resolve(MountedFiles.KEY_TABLE));
    runtime.start();
    assertThat(runtime.management("/livez").statusCode()).isEqualTo(200);
    HttpResponse<String> unready = runtime.management("/readyz");
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(unready.body()).contains("no key table yet");
    assertThat(runtime.runtime().apiPort()).isEmpty();

    assertThat(runtime.push(1, mine).statusCode()).isEqualTo(200);

    runtime.awaitReady();
    assertThat(runtime.produce("x").statusCode()).isEqualTo(200);
  }

  @Test
  void followsTheDataLinkOfAProjectedVolume(@TempDir Path volume) throws Exception {
    RuntimeFixture first = new RuntimeFixture(volume.resolve("..2026_1"));
    first.files(broker.bootstrapServers());
    Path data = volume.resolve("..data");
    Files.createSymbolicLink(data, Path.of("..2026_1"));
    for (String entry : new String[] {"runtime.json", "key-table", "server-tls"}) {
      Files.createSymbolicLink(volume.resolve(entry), Path.of("..data", entry));
    }
    try (RuntimeFixture mounted = first.at(volume).start().awaitReady()) {
      Path second = Files.createDirectory(volume.resolve("..2026_2"));
      Files.write(
          second.resolve("key-table"),
          first.tables.signed(8, KeyTables.entry(first.key, Role.EDITOR, "orders")));
      Path link = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of("..2026_2"));
      Files.move(link, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);

      await().atMost(PATIENCE).until(() -> mounted.status().keyTableRevision() == 8);
    }
  }
}
