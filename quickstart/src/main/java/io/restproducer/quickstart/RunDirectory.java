package io.restproducer.quickstart;

import io.restproducer.dev.kubernetes.process.OwnerOnlyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The one directory in which a run keeps all its files: empty at the start, gone at the end, also
 * after SIGKILL. One run at a time; never anything outside of it but logs kept after a failure.
 */
final class RunDirectory implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lock;
  private final Sweeper sweeper;

  private RunDirectory(Path path, FileChannel lock, Sweeper sweeper) {
    this.path = path;
    this.lock = lock;
    this.sweeper = sweeper;
  }

  /**
   * Takes the directory for this run and clears it of what a killed run may have left.
   *
   * @throws QuickstartFailure when another run has it
   */
  static RunDirectory open(Path path) {
    try {
      Sweeper.awaitEarlier(path);
      OwnerOnlyFile.directory(path);
      FileChannel lock = lock(path.resolve(LOCK));
      clear(path);
      DirectoryTree.delete(failedLogs(path));
      Files.createDirectories(path.resolve("logs"));
      Files.createDirectories(path.resolve("tmp"));
      return new RunDirectory(path, lock, Sweeper.start(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare the directory " + path, e);
    }
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path temporary() {
    return path.resolve("tmp");
  }

  /** Puts the logs where the end of the run does not reach them, and says where. */
  Path keepLogs() {
    Path kept = failedLogs(path);
    try {
      return Files.move(logs(), kept, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the logs in " + kept, e);
    }
  }

  @Override
  public void close() {
    try {
      sweeper.close();
      DirectoryTree.delete(path);
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot clear " + path, e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!isLocked(channel)) {
      String owner = Files.readString(file).strip();
      channel.close();
      throw new QuickstartFailure(
          "a quickstart runs already in this clone (process %s); end it with Ctrl-C or: kill %s"
              .formatted(owner, owner));
    }
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void clear(Path path) throws IOException {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> entries = Files.list(path)) {
      entries.filter(entry -> !entry.endsWith(LOCK)).forEach(left::add);
    }
    for (Path entry : left) {
      DirectoryTree.delete(entry);
    }
  }

  private static Path failedLogs(Path path) {
    return path.resolveSibling(path.getFileName() + "-failed");
  }
}
