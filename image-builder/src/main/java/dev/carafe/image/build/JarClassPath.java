package dev.carafe.image.build;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/// The jars that a jar's manifest names, and those that these name.
final class JarClassPath {
  private JarClassPath() {}

  static List<Path> of(Path jar) {
    var found = new ArrayList<Path>();
    follow(jar, jar, found);
    return found;
  }

  private static void follow(Path jar, Path start, List<Path> found) {
    for (String entry : entries(jar)) {
      Path named =
          jar.toAbsolutePath().resolveSibling(entry.replaceFirst("^file:", "")).normalize();
      if (Files.exists(named)
          && !found.contains(named)
          && !named.equals(start.toAbsolutePath().normalize())) {
        found.add(named);
        if (Files.isRegularFile(named)) {
          follow(named, start, found);
        }
      }
    }
  }

  private static List<String> entries(Path jar) {
    try (var file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String line =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return line == null ? List.of() : List.of(line.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(jar.toString()),
              "this is no jar that can be read",
              String.valueOf(e.getMessage()),
              "build it again"));
    }
  }
}
