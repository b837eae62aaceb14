package dev.carafe.volumes.attach;

import dev.carafe.model.app.MountSpec;
import dev.carafe.model.file.ContainerUser;
import dev.carafe.model.file.Removal;
import dev.carafe.model.id.BlobId;
import dev.carafe.model.spi.VolumeHeads.VolumeVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// `run/<container>/<volume>/`: `upper.N` and `work.N` of each generation, and `state`, from which
/// a new server takes up the attachment of a container that still runs.
record RunDirectory(Path directory) {

  record State(MountSpec mount, VolumeVersion base, VolumeVersion last, int generation) {}

  Path upper(int generation) {
    return directory.resolve("upper." + generation);
  }

  Path work(int generation) {
    return directory.resolve("work." + generation);
  }

  Path stateFile() {
    return directory.resolve("state");
  }

  /// The overlay shows owner and mode of the upper directory for the root of the mount.
  void makeGeneration(int generation, ContainerUser user) throws IOException {
    Removal.tree(upper(generation));
    Removal.tree(work(generation));
    Files.createDirectories(upper(generation));
    Files.createDirectories(work(generation));
    user.own(upper(generation));
    Files.setAttribute(upper(generation), "unix:mode", 0755);
  }

  void dropGenerationsBefore(int generation) throws IOException {
    List<Path> held;
    try (Stream<Path> listed = Files.list(directory)) {
      held = listed.toList();
    }
    for (Path path : held) {
      String name = path.getFileName().toString();
      int dot = name.lastIndexOf('.');
      if (dot > 0 && Integer.parseInt(name.substring(dot + 1)) < generation) {
        Removal.tree(path);
      }
    }
  }

  void save(State state) throws IOException {
    Properties all = new Properties();
    all.setProperty("volume", state.mount().volume());
    all.setProperty("path", state.mount().path());
    all.setProperty("readOnly", Boolean.toString(state.mount().readOnly()));
    all.setProperty("createIfMissing", Boolean.toString(state.mount().createIfMissing()));
    all.setProperty("subPath", state.mount().subPath());
    all.setProperty("generation", Integer.toString(state.generation()));
    put(all, "base", state.base());
    put(all, "last", state.last());
    Path written = directory.resolve("state~");
    try (Writer out = Files.newBufferedWriter(written)) {
      all.store(out, null);
    }
    Files.move(written, stateFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  /// The paths where this container's commits made the Volume differ from the version it has
  /// mounted.
  void saveTouched(Set<String> paths) throws IOException {
    Path written = directory.resolve("touched~");
    Files.writeString(written, String.join("\0", paths));
    Files.move(written, touchedFile(), StandardCopyOption.ATOMIC_MOVE);
  }

  Set<String> touched() throws IOException {
    if (!Files.exists(touchedFile())) {
      return Set.of();
    }
    return Stream.of(Files.readString(touchedFile()).split("\0"))
        .filter(path -> !path.isEmpty())
        .collect(Collectors.toSet());
  }

  private Path touchedFile() {
    return directory.resolve("touched");
  }

  private static void put(Properties all, String name, VolumeVersion version) {
    all.setProperty(name + ".number", Long.toString(version.number()));
    all.setProperty(name + ".manifest", version.manifest().sha256());
    all.setProperty(name + ".at", version.at().toString());
    all.setProperty(name + ".by", version.by());
  }

  State load() throws IOException {
    Properties all = new Properties();
    try (Reader in = Files.newBufferedReader(stateFile())) {
      all.load(in);
    }
    try {
      MountSpec mount =
          new MountSpec(
              value(all, "volume"),
              value(all, "path"),
              Boolean.parseBoolean(value(all, "readOnly")),
              Boolean.parseBoolean(value(all, "createIfMissing")),
              value(all, "subPath"));
      return new State(
          mount,
          version(all, "base", mount.volume()),
          version(all, "last", mount.volume()),
          Integer.parseInt(value(all, "generation")));
    } catch (RuntimeException e) {
      throw new IOException("damaged state of an attachment: " + stateFile(), e);
    }
  }

  private static VolumeVersion version(Properties all, String name, String volume) {
    return new VolumeVersion(
        volume,
        Long.parseLong(value(all, name + ".number")),
        new BlobId(value(all, name + ".manifest")),
        Instant.parse(value(all, name + ".at")),
        value(all, name + ".by"));
  }

  private static String value(Properties all, String name) {
    String value = all.getProperty(name);
    if (value == null) {
      throw new IllegalArgumentException("there is no " + name);
    }
    return value;
  }
}
