package io.restproducer.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Makes AOT caches (<a href="https://openjdk.org/jeps/483">JEP 483</a>) for the images. All run
 * with the images' own JVM, flags and class path while the examples are applied and a first record
 * is sent; each JVM notes what it loads and links, and makes the cache from it. A cache serves
 * exactly that JVM build and those jars.
 */
public final class AotCaches {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String BROKER = "dev-kafka";
  private static final String OPERATOR = "operator";
  private static final String RUNTIME = "producer-runtime";

  private final Path images;
  private final RunDirectory directory;
  private final Progress progress;

  private AotCaches(Path images, RunDirectory directory, Progress progress) {
    this.images = images;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Writes {@code OUT/MODULE/app.aot} for each image.
   *
   * @param arguments a directory with docker archives named like their modules, and OUT
   */
  public static void main(String[] arguments) {
    Progress progress = new Progress(System.out, false, false, System::nanoTime);
    SourceTree tree = new SourceTree(Path.of(System.getProperty("quickstart.root", ".")));
    try (RunDirectory directory = RunDirectory.open(tree.aotTrainingDirectory())) {
      System.setProperty("java.io.tmpdir", directory.temporary().toString());
      System.setProperty("quickstart.log", directory.logs().resolve("training.log").toString());
      new AotCaches(Path.of(arguments[0]), directory, progress).make(tree, Path.of(arguments[1]));
    } catch (QuickstartFailure e) {
      progress.failure(e.getMessage());
      System.exit(1);
    }
  }

  private void make(SourceTree tree, Path caches) {
    Map<String, List<String>> commands = new TreeMap<>();
    for (String module : List.of(BROKER, OPERATOR, RUNTIME)) {
      commands.put(module, command(module));
    }
    train(tree, recording(commands));
    commands.forEach((module, command) -> create(module, command, caches));
  }

  private void train(SourceTree tree, Programs programs) {
    try (Parts parts = new Parts()) {
      LocalSystem system = new LocalSystem(tree, directory, progress, parts, programs);
      // One pod: two would write one file.
      system.start(
          new QuickstartOptions(
              true, OptionalInt.of(1), "auto", Optional.empty(), Optional.empty()));
      Caller caller = Caller.of(system.client(), system.examples(), directory);
      system.waiting().until(caller.endpoint() + " answers", LIMIT, new HttpPost(caller)::look);
      FirstMessage message =
          new FirstMessage(progress, new RecordReader(system.bootstrapServers()));
      message.send(caller, system.examples().topic());
      message.send(
          CertifiedCaller.of(system.client(), system.examples(), directory),
          system.examples().topic());
    }
  }

  private List<String> command(String module) {
    return UnpackedImage.of(images.resolve(module + ".tar"), directory.resolve(module)).command();
  }

  private Programs recording(Map<String, List<String>> commands) {
    Map<String, List<String>> recording = new TreeMap<>();
    commands.forEach(
        (module, command) ->
            recording.put(
                module,
                with(command, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + notes(module))));
    return new Programs(recording.get(BROKER), recording.get(OPERATOR), recording.get(RUNTIME));
  }

  private void create(String module, List<String> command, Path caches) {
    Path cache = caches.resolve(module).resolve("app.aot").toAbsolutePath();
    try {
      Files.createDirectories(cache.getParent());
      run(
          module,
          with(
              command,
              "-XX:AOTMode=create",
              "-XX:AOTConfiguration=" + notes(module),
              "-XX:AOTCache=" + cache));
      progress.done("%s, %d MB".formatted(cache, Files.size(cache) >> 20));
    } catch (IOException e) {
      throw new QuickstartFailure("no AOT cache of " + module + " was made", e);
    }
  }

  private void run(String module, List<String> command) throws IOException {
    progress.note("makes the AOT cache of " + module);
    Path log = directory.logs().resolve("aot-" + module + ".log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .onExit()
            .join()
            .exitValue();
    if (code != 0) {
      throw new QuickstartFailure(
          "java ended with %d:%n%s".formatted(code, Files.readString(log).strip()));
    }
  }

  /** What the JVM notes while it runs. */
  private Path notes(String module) {
    return directory.resolve(module + ".aotconf");
  }

  private static List<String> with(List<String> command, String... flags) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(1, List.of(flags));
    return longer;
  }
}
