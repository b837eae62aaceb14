package dev.carafe.image.classes;

import dev.carafe.image.declared.ClassDeclared;
import dev.carafe.image.declared.ClassLookup;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Class files of directories and jars by name, and behind them those of the running JDK. Nothing
/// is loaded as a class. For one thread; open jars are closed with it.
public final class ClassFiles implements ClassLookup, AutoCloseable {
  private final List<Path> directories = new ArrayList<>();
  private final List<ZipFile> jars = new ArrayList<>();
  private final Map<String, Optional<ClassDeclared>> known = new HashMap<>();

  /// `classPath` holds directories and jars, looked through in order; what is missing is left out.
  public ClassFiles(List<Path> classPath) {
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        directories.add(entry);
      } else if (Files.exists(entry)) {
        jars.add(open(entry));
      }
    }
  }

  @Override
  public Optional<ClassDeclared> find(String binaryName) {
    Optional<ClassDeclared> seen = known.get(binaryName);
    if (seen == null) {
      seen = bytes(binaryName.replace('.', '/') + ".class").map(b -> read(binaryName, b));
      known.put(binaryName, seen);
    }
    return seen;
  }

  /// All classes of one directory or jar, in the order of their names, an outer class before those
  /// in it. Classes for other Java versions (`META-INF/versions`) are left out.
  public static List<ClassDeclared> all(Path root) {
    var classes = new ArrayList<ClassDeclared>();
    BiConsumer<String, byte[]> reader = (name, bytes) -> classes.add(read(name, bytes));
    if (Files.isDirectory(root)) {
      readDirectory(root, reader);
    } else {
      readJar(root, reader);
    }
    return classes;
  }

  private static void readDirectory(Path root, BiConsumer<String, byte[]> reader) {
    try (var files = Files.walk(root)) {
      List<Path> sorted =
          files
              .filter(f -> isClass(root.relativize(f).toString()))
              .sorted(java.util.Comparator.comparing(f -> sortKey(f.toString())))
              .toList();
      for (Path file : sorted) {
        reader.accept(file.toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the classes of " + root + " failed", e);
    }
  }

  private static void readJar(Path root, BiConsumer<String, byte[]> reader) {
    try (ZipFile jar = open(root)) {
      List<? extends ZipEntry> sorted =
          jar.stream()
              .filter(e -> isClass(e.getName()))
              .sorted(java.util.Comparator.comparing((ZipEntry e) -> sortKey(e.getName())))
              .toList();
      for (ZipEntry entry : sorted) {
        reader.accept(root + "!" + entry.getName(), content(jar, entry));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading the classes of " + root + " failed", e);
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF");
  }

  /// Without its ending, `A` sorts before `A$B`.
  private static String sortKey(String name) {
    return name.substring(0, name.length() - ".class".length());
  }

  private static ClassDeclared read(String name, byte[] bytes) {
    try {
      return ClassFileReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(name),
              "this is no class file that Java " + Runtime.version().feature() + " can read",
              String.valueOf(e.getMessage()),
              "compile it again, with --release 25 or lower"));
    }
  }

  private Optional<byte[]> bytes(String path) {
    try {
      for (Path directory : directories) {
        Path file = directory.resolve(path);
        if (Files.isRegularFile(file)) {
          return Optional.of(Files.readAllBytes(file));
        }
      }
      for (ZipFile jar : jars) {
        ZipEntry entry = jar.getEntry(path);
        if (entry != null) {
          return Optional.of(content(jar, entry));
        }
      }
      try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(path)) {
        return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Reading class " + path + " failed", e);
    }
  }

  private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static ZipFile open(Path jar) {
    try {
      return new ZipFile(jar.toFile());
    } catch (IOException e) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(jar.toString()),
              "this is no jar that can be read",
              String.valueOf(e.getMessage()),
              "give a jar, a directory of class files, a .java file or a Maven project"));
    }
  }

  @Override
  public void close() {
    for (ZipFile jar : jars) {
      try {
        jar.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Closing " + jar.getName() + " failed", e);
      }
    }
  }
}
