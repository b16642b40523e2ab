package io.restproducer.cli.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that the tool writes: all of it or nothing, and over one that exists only if the user
 * wants that.
 */
public final class OutputFile {
  private final Host host;
  private final Path file;

  private OutputFile(Host host, Path file) {
    this.host = host;
    this.file = file;
  }

  /**
   * Asks about an existing file before anything else is done.
   *
   * @throws Failure if there is such a file and the user does not want it to be replaced, or
   *     nothing can be written there
   */
  public static OutputFile of(Host host, String name, boolean force) {
    Path file = host.file(name);
    if (Files.isDirectory(file)) {
      throw new Failure(name + " is a directory; name a file");
    }
    if (Files.exists(file) && !force && !confirmed(host, name)) {
      throw new Failure(name + " exists; name another file with --out, or replace it with --force");
    }
    Path directory = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
      throw new Failure("cannot write in " + directory + "; name another file with --out");
    }
    return new OutputFile(host, file);
  }

  /** Writes the file, readable for all as certificates may be. */
  public void write(byte[] content) {
    Path unfinished =
        file.resolveSibling(file.getFileName() + "." + host.random().nextInt(1, 1 << 30));
    try {
      Files.write(unfinished, content);
      if (Files.getFileStore(unfinished).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(
            unfinished,
            Set.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ));
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + reason(e), e);
    } finally {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException e) {
        host.err().println("cannot remove " + unfinished);
      }
    }
  }

  /** What was wrong with a file, for people. */
  public static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "no such file" : String.valueOf(e.getMessage());
  }

  private static boolean confirmed(Host host, String name) {
    if (!host.terminals().containsAll(Set.of(0, 2))) {
      return false;
    }
    host.err().print(name + " exists. Replace it? [y/N] ");
    host.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(host.in(), StandardCharsets.UTF_8)).readLine();
      return answer != null && answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    } catch (IOException e) {
      return false;
    }
  }
}
