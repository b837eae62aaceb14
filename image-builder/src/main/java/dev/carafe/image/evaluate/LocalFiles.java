package dev.carafe.image.evaluate;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.model.app.ImageSpec;
import dev.carafe.model.app.ImageStepSpec;
import dev.carafe.model.app.LocalFile;
import dev.carafe.model.id.BlobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the files of the user's machine that an image definition names. Relative sources start
/// from `home`; the files are noted in `found`. Links are followed; empty folders are left out.
final class LocalFiles {
  private static final Pattern NOT_THE_IMAGES = Pattern.compile("/(proc|sys|dev|carafe)(/.*)?");
  private final String image;
  private final Path home;
  private final JarDigests digests;
  private final Map<BlobId, Path> found;

  LocalFiles(String image, Path home, JarDigests digests, Map<BlobId, Path> found) {
    this.image = image;
    this.home = home.toAbsolutePath().normalize();
    this.digests = digests;
    this.found = found;
  }

  ImageStepSpec.Workdir workdir(String path) {
    absolute("workdir(\"%s\")".formatted(path), path);
    return new ImageStepSpec.Workdir(path);
  }

  ImageStepSpec.AddLocal file(String source, String target) {
    String step = "addLocalFile(\"%s\", \"%s\")".formatted(source, target);
    String instead = "addLocalDir(\"%s\", \"%s\")".formatted(source, target);
    Path file = existing(step, source, false, instead);
    String path = target.endsWith("/") ? target + file.getFileName() : target;
    return new ImageStepSpec.AddLocal(
        false, source, target, List.of(localFile(absolute(step, path), file)));
  }

  ImageStepSpec.AddLocal folder(String source, String target) {
    String step = "addLocalDir(\"%s\", \"%s\")".formatted(source, target);
    String instead = "addLocalFile(\"%s\", \"%s\")".formatted(source, target);
    Path folder = existing(step, source, true, instead);
    String root = absolute(step, target);
    String prefix = root.equals("/") ? "/" : root + "/";
    List<LocalFile> files = new ArrayList<>();
    for (Path file : filesBelow(step, folder, ignored(step, folder))) {
      files.add(localFile(prefix + relative(folder, file), file));
    }
    return new ImageStepSpec.AddLocal(true, source, target, files);
  }

  /// The file or folder of that name; `instead` is the step for the other kind.
  private Path existing(String step, String source, boolean folder, String instead) {
    Path named = home.resolve(source).normalize();
    if (folder ? Files.isDirectory(named) : Files.isRegularFile(named)) {
      return named;
    }
    if (folder ? Files.exists(named) : Files.isDirectory(named)) {
      throw problem(step, named + (folder ? " is a file" : " is a folder"), "write " + instead);
    }
    throw problem(
        step,
        "there is no %s %s".formatted(folder ? "folder" : "file", named),
        "create it, or name it relative to " + home);
  }

  /// The Dockerfile, or the one in a folder, with all that lies beside and below it.
  ImageStepSpec.FromDockerfile dockerfile(String source) {
    Path named = home.resolve(source).normalize();
    Path file = Files.isDirectory(named) ? named.resolve("Dockerfile") : named;
    Path context = file.getParent();
    String step = "fromDockerfile(\"%s\")".formatted(source);
    if (!Files.isRegularFile(file) || context == null) {
      throw problem(step, "there is no file " + file, "create it, or name it relative to " + home);
    }
    List<LocalFile> files = new ArrayList<>();
    for (Path each : filesBelow(step, context, ignoredIn(step, context))) {
      files.add(localFile(relative(context, each), each));
    }
    String name = relative(context, file);
    if (files.stream().noneMatch(f -> f.path().equals(name))) {
      files.add(localFile(name, file));
    }
    return new ImageStepSpec.FromDockerfile(name, files);
  }

  /// A folder's own patterns, else those of the project, which start from there.
  private Ignored ignored(String step, Path folder) {
    return Files.exists(folder.resolve(Ignored.FILE)) || !folder.startsWith(home)
        ? ignoredIn(step, folder)
        : ignoredIn(step, home);
  }

  private Ignored ignoredIn(String step, Path folder) {
    Path file = folder.resolve(Ignored.FILE);
    try {
      return new Ignored(folder, Files.exists(file) ? Files.readAllLines(file) : List.of());
    } catch (IllegalArgumentException e) {
      throw problem(
          step,
          "%s has a pattern that cannot be read, %s".formatted(file, e.getMessage()),
          "mend it; \\\\ before a character takes it as it is");
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + file + " failed", e);
    }
  }

  private List<Path> filesBelow(String step, Path folder, Ignored ignored) {
    try (Stream<Path> tree = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      List<Path> files =
          tree.filter(file -> !Files.isDirectory(file))
              .filter(file -> !ignored.matches(file))
              .sorted()
              .toList();
      for (Path file : files) {
        requireRegular(step, file);
      }
      return files;
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      throw unlisted(folder, cause == null ? new IOException(e) : cause);
    } catch (IOException e) {
      throw unlisted(folder, e);
    }
  }

  private void requireRegular(String step, Path file) {
    if (!Files.isRegularFile(file)) {
      throw problem(
          step,
          Files.isSymbolicLink(file) && !Files.exists(file)
              ? "the link %s leads to nothing".formatted(file)
              : file + " is neither a file nor a folder",
          "remove it, or name it in " + Ignored.FILE);
    }
  }

  private static UncheckedIOException unlisted(Path folder, IOException why) {
    String reason =
        why instanceof FileSystemLoopException loop
            ? "the link %s leads to a folder above it; remove it".formatted(loop.getFile())
            : why.toString();
    return new UncheckedIOException("Listing %s failed: %s".formatted(folder, reason), why);
  }

  /// A path below a folder as images name it. What else is in a name is part of it.
  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace(folder.getFileSystem().getSeparator(), "/");
  }

  private LocalFile localFile(String path, Path file) {
    ImageSpec.Jar content = digests.of(file);
    found.put(content.blob(), file);
    // as git has it: what else the bits say differs between the people of a team
    int mode = Files.isExecutable(file) ? 0755 : 0644;
    return new LocalFile(path, mode, content.bytes(), content.blob());
  }

  private String absolute(String step, String target) {
    if (!target.startsWith("/") || List.of(target.split("/")).contains("..")) {
      throw problem(
          step,
          "\"%s\" is no absolute path without ..".formatted(target),
          "write where it is to be in the image, like \"/app\"");
    }
    String path = Path.of(target).normalize().toString();
    if (NOT_THE_IMAGES.matcher(path).matches()) {
      throw problem(
          step,
          path + " is not part of an image: containers have their own there",
          "choose another place, like \"/app\"");
    }
    return path;
  }

  private UserCodeException problem(String step, String why, String edit) {
    return new UserCodeException(
        new Problem(new Place.InClass(image, "define"), step + " cannot work", why, edit));
  }
}
