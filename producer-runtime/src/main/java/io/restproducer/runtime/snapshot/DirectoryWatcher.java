package io.restproducer.runtime.snapshot;

import io.restproducer.contract.EndpointAddresses;
import io.restproducer.contract.InvalidKeyTable;
import io.restproducer.contract.MountedFiles;
import io.restproducer.contract.RuntimeConfiguration;
import io.restproducer.kafka.InvalidKafkaFile;
import io.restproducer.kafka.KafkaAccess;
import io.restproducer.runtime.authn.InvalidSealingKey;
import io.restproducer.runtime.authn.SealingKeys;
import io.restproducer.runtime.connect.ConnectPage;
import io.restproducer.runtime.connect.Instance;
import io.restproducer.runtime.tls.ClientsTrust;
import io.restproducer.runtime.tls.InvalidTls;
import io.restproducer.runtime.tls.ServerAuthorities;
import io.restproducer.runtime.tls.ServerCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings changed files into the snapshot, looking once a second: a mounted volume changes by a link
 * swap, which file events miss on some file systems. Files that do not load are counted and kept
 * out.
 */
public final class DirectoryWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DirectoryWatcher.class);
  private static final String[] CONNECT_PAGE = {
    MountedFiles.ENDPOINT_ADDRESSES, MountedFiles.SERVER_AUTHORITIES,
  };
  private static final String[] TLS = {
    MountedFiles.SERVER_CERTIFICATE, MountedFiles.SERVER_KEY,
  };

  private final MountedDirectory directory;
  private final RuntimeConfiguration.Kafka kafka;
  private final Instance instance;
  private final Snapshots snapshots;
  private final Runnable refused;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread watcher = new Thread(task, "directory-watcher");
            watcher.setDaemon(true);
            return watcher;
          });
  private String tlsVersion = "";
  private String keyTableVersion = "";
  private String kafkaVersion = "";
  private String clientsVersion = "";
  private String sealingVersion = "";
  private String connectVersion = "";

  /**
   * A watcher of {@code directory} that has not looked yet.
   *
   * @param kafka says which files there have to be
   * @param instance what the connect page tells of it
   * @param refused called for each file that was not taken
   */
  public DirectoryWatcher(
      Path directory,
      RuntimeConfiguration.Kafka kafka,
      Instance instance,
      Snapshots snapshots,
      Runnable refused) {
    this.directory = new MountedDirectory(directory);
    this.kafka = kafka;
    this.instance = instance;
    this.snapshots = snapshots;
    this.refused = refused;
  }

  /** Looks now, on this thread, where a failure is the caller's; then every second. */
  public void start() {
    look();
    thread.scheduleWithFixedDelay(this::lookAgain, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("a changed file could not be put in force");
    }
  }

  private void look() {
    try {
      Path base = directory.resolve();
      lookAtKeyTable(base);
      lookAtTls(base);
      lookAtKafka(base);
      lookAtClients(base);
      lookAtSealingKeys(base);
      lookAtConnectPage(base);
    } catch (IOException e) {
      refuse("directory", e);
    }
  }

  private void lookAtKeyTable(Path base) throws IOException {
    String version = MountedDirectory.version(base, MountedFiles.KEY_TABLE);
    if (version.equals(keyTableVersion)) {
      return;
    }
    Optional<byte[]> table = MountedDirectory.read(base, MountedFiles.KEY_TABLE);
    keyTableVersion = version;
    try {
      if (table.isPresent()) {
        snapshots.offer(table.get());
      }
    } catch (InvalidKeyTable | OlderKeyTable e) {
      refuse(MountedFiles.KEY_TABLE, e);
    }
  }

  private void lookAtTls(Path base) throws IOException {
    String version = MountedDirectory.version(base, TLS);
    if (version.equals(tlsVersion)) {
      return;
    }
    Optional<byte[]> chain = MountedDirectory.read(base, MountedFiles.SERVER_CERTIFICATE);
    Optional<byte[]> key = MountedDirectory.read(base, MountedFiles.SERVER_KEY);
    tlsVersion = version;
    try {
      if (chain.isPresent() && key.isPresent()) {
        snapshots.offer(ServerCertificate.parse(chain.get(), key.get()));
      }
    } catch (InvalidTls e) {
      refuse(MountedFiles.SERVER_CERTIFICATE, e);
    }
  }

  private void lookAtKafka(Path base) throws IOException {
    List<String> files = MountedDirectory.below(base, MountedFiles.KAFKA);
    String version = MountedDirectory.version(base, files.toArray(String[]::new)) + files;
    if (version.equals(kafkaVersion)) {
      return;
    }
    Map<String, byte[]> content = MountedDirectory.read(base, files);
    kafkaVersion = version;
    try {
      if (KafkaAccess.needsNoFile(kafka) || !content.isEmpty()) {
        snapshots.offer(KafkaAccess.open(kafka, content));
      }
    } catch (InvalidKafkaFile e) {
      refuse(e.file(), e);
    }
  }

  private void lookAtClients(Path base) throws IOException {
    String version = MountedDirectory.version(base, MountedFiles.CLIENTS_TRUST);
    if (version.equals(clientsVersion)) {
      return;
    }
    Optional<byte[]> authorities = MountedDirectory.read(base, MountedFiles.CLIENTS_TRUST);
    clientsVersion = version;
    try {
      if (authorities.isPresent()) {
        snapshots.offer(ClientsTrust.parse(authorities.get()));
      }
    } catch (InvalidTls e) {
      refuse(MountedFiles.CLIENTS_TRUST, e);
    }
  }

  private void lookAtSealingKeys(Path base) throws IOException {
    List<String> files = MountedDirectory.below(base, MountedFiles.SEALING_KEYS);
    String version = MountedDirectory.version(base, files.toArray(String[]::new)) + files;
    if (version.equals(sealingVersion)) {
      return;
    }
    Map<String, byte[]> byName = new HashMap<>();
    MountedDirectory.read(base, files)
        .forEach(
            (file, content) ->
                byName.put(file.substring(MountedFiles.SEALING_KEYS.length() + 1), content));
    sealingVersion = version;
    try {
      if (!byName.isEmpty()) {
        snapshots.offer(SealingKeys.of(byName));
      }
    } catch (InvalidSealingKey e) {
      refuse(MountedFiles.SEALING_KEYS, e);
    }
  }

  /** Other than the rest, this goes when its files go: they are how it is switched off. */
  private void lookAtConnectPage(Path base) throws IOException {
    String version = MountedDirectory.version(base, CONNECT_PAGE);
    if (version.equals(connectVersion)) {
      return;
    }
    Optional<byte[]> addresses = MountedDirectory.read(base, MountedFiles.ENDPOINT_ADDRESSES);
    Optional<byte[]> authorities = MountedDirectory.read(base, MountedFiles.SERVER_AUTHORITIES);
    connectVersion = version;
    try {
      if (addresses.isEmpty() || authorities.isEmpty()) {
        snapshots.offer(Optional.empty());
      } else {
        showPage(
            EndpointAddresses.parse(addresses.get()), ServerAuthorities.parse(authorities.get()));
      }
    } catch (IllegalArgumentException e) {
      refuse(MountedFiles.ENDPOINT_ADDRESSES, e);
    } catch (InvalidTls e) {
      refuse(MountedFiles.SERVER_AUTHORITIES, e);
    }
  }

  /** Unless it is shown already: any other file of the volume may have changed. */
  private void showPage(EndpointAddresses addresses, ServerAuthorities authorities) {
    Optional<ConnectPage> shown = snapshots.current().connectPage();
    if (shown.filter(page -> page.isOf(addresses, authorities)).isEmpty()) {
      snapshots.offer(Optional.of(ConnectPage.of(instance, addresses, authorities)));
    }
  }

  private void refuse(String file, Exception why) {
    refused.run();
    log.atWarn()
        .addKeyValue("file", file)
        .addKeyValue("reason", why.getMessage())
        .log("mounted file not taken; the last good state stays in force");
  }
}
