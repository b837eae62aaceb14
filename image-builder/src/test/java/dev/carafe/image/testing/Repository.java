package dev.carafe.image.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A Maven repository in a folder, so that tests need no network.
public final class Repository {
  private final Path root;

  public Repository(Path root) {
    this.root = root;
  }

  /// Its address.
  public String url() {
    return root.toUri().toString();
  }

  /// Adds `demo.lib:NAME:1.0`, with a jar of `classes` and these dependencies in its pom.
  public void add(String name, Path classes, String dependencies) throws IOException {
    Path folder = Files.createDirectories(root.resolve("demo/lib/" + name + "/1.0"));
    jar(classes, folder.resolve(name + "-1.0.jar"));
    Files.writeString(
        folder.resolve(name + "-1.0.pom"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>demo.lib</groupId>
          <artifactId>%s</artifactId>
          <version>1.0</version>
          <dependencies>%s</dependencies>
        </project>
        """
            .formatted(name, dependencies));
  }

  /// Packs a folder.
  public static Path jar(Path classes, Path jar) throws IOException {
    return jar(classes, jar, "");
  }

  /// Packs a folder, with a `Class-Path` in its manifest when one is given.
  public static Path jar(Path classes, Path jar, String classPath) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      if (!classPath.isEmpty()) {
        out.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
        out.write(
            "Manifest-Version: 1.0\nClass-Path: %s\n"
                .formatted(classPath)
                .getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
