package dev.carafe.client.control;

import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.id.BlobId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// The user's code as jars by content. A directory of classes becomes one jar whose bytes depend on
/// its files alone, so that unchanged code has an unchanged hash.
public record ClassPathJars(List<ImageSpec.Jar> jars, Map<BlobId, Path> files) {

  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  public ClassPathJars {
    jars = List.copyOf(jars);
    files = Map.copyOf(files);
  }

  /// The jars and directories of a class path, in its order. Directories are packed below `cache`.
  public static ClassPathJars of(List<Path> classPath, Path cache) {
    List<Path> paths = new ArrayList<>();
    for (Path entry : classPath) {
      paths.add(Files.isDirectory(entry) ? packed(entry, cache) : entry);
    }
    List<ImageSpec.Jar> jars = new ArrayList<>();
    Map<BlobId, Path> files = new LinkedHashMap<>();
    for (LocalFile file : Hashing.hash(paths, TransferListener.NONE)) {
      boolean own = file.path().startsWith(cache);
      String name = own ? "app.jar" : String.valueOf(file.path().getFileName());
      jars.add(new ImageSpec.Jar(name, file.id(), file.size()));
      files.put(file.id(), file.path());
    }
    return new ClassPathJars(jars, files);
  }

  private static Path packed(Path directory, Path cache) {
    Path folder = cache.resolve("packed");
    try (Stream<Path> tree = Files.walk(directory)) {
      List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
      Files.createDirectories(folder);
      Path jar = Files.createTempFile(folder, "app-", ".part");
      try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
        for (Path file : files) {
          write(out, directory.relativize(file).toString().replace(File.separatorChar, '/'), file);
        }
      }
      LocalFile hashed = Hashing.hash(jar, TransferListener.NONE);
      Path named = folder.resolve(hashed.id() + ".jar");
      return Files.move(jar, named, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Packing %s failed: %s".formatted(directory, e.getMessage()), e);
    }
  }

  /// Stored, not deflated: classes are small, and a changed one is sent as part of the jar anyway.
  private static void write(ZipOutputStream out, String name, Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(EPOCH); // independent of the time zone
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }
}
