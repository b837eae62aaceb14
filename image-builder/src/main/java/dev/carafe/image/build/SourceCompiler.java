package dev.carafe.image.build;

import dev.carafe.image.cache.ContentKey;
import dev.carafe.image.classes.ClassFiles;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.source.SourceSet;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Compiles sources into folders of a cache, one for each content: what did not change is not
/// compiled again. Checks annotations on the way, so that all mistakes come out together.
final class SourceCompiler {
  private static final List<String> OPTIONS =
      List.of(
          "-parameters", "-g", "--release", "25", "-proc:none", "-nowarn", "-encoding", "UTF-8");
  private final Path cache;
  private final Consumer<String> progress;

  SourceCompiler(Path cache, Consumer<String> progress) {
    this.cache = cache;
    this.progress = progress;
  }

  /// Compiles `sources` against `classPath` and copies the files below `resources`; gives the
  /// folder of class files. `name` is for the user.
  Path compile(String name, List<Path> sources, List<Path> resources, List<Path> classPath) {
    List<Path> folders = resources.stream().filter(Files::isDirectory).toList();
    Path output = cache.resolve(key(sources, folders, classPath));
    if (Files.isDirectory(output)) {
      return output;
    }
    progress.accept(
        "Compiling %s (%d source %s)"
            .formatted(name, sources.size(), sources.size() == 1 ? "file" : "files"));
    try {
      Files.createDirectories(cache);
      Path fresh = Files.createTempDirectory(cache, "new");
      try {
        List<Problem> problems = problems(sources, classPath, javac(sources, classPath, fresh));
        if (!problems.isEmpty()) {
          throw new UserCodeException(problems);
        }
        for (Path folder : folders) {
          Folders.copy(folder, fresh);
        }
        return publish(fresh, output);
      } finally {
        Folders.delete(fresh);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Writing class files below " + cache + " failed", e);
    }
  }

  private static String key(List<Path> sources, List<Path> resources, List<Path> classPath) {
    var key = new ContentKey().text(Runtime.version() + " " + OPTIONS);
    sources.forEach(key::content);
    resources.stream().flatMap(r -> ContentKey.filesBelow(r).stream()).forEach(key::content);
    return key.stamps(classPath).hex();
  }

  /// The first to finish wins; another process's equal result is as good as ours.
  private static Path publish(Path fresh, Path output) throws IOException {
    try {
      Files.move(fresh, output, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(output)) {
        throw e;
      }
    }
    return output;
  }

  private static List<Problem> javac(List<Path> sources, List<Path> classPath, Path output)
      throws IOException {
    if (sources.isEmpty()) {
      return List.of();
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new UserCodeException(
          new Problem(
              new Place.InTarget(System.getProperty("java.home")),
              "this Java has no compiler",
              "sources have to be compiled",
              "run Carafe with a JDK 25 or newer"));
    }
    var options = new ArrayList<>(OPTIONS);
    options.addAll(List.of("-d", output.toString(), "-classpath", joined(classPath)));
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var other = new StringWriter();
    try (var files = compiler.getStandardFileManager(diagnostics, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      boolean done = compiler.getTask(other, files, diagnostics, options, null, units).call();
      List<Problem> problems = CompilerProblems.of(diagnostics.getDiagnostics());
      if (!done && problems.isEmpty()) {
        throw new IllegalStateException("javac failed: " + other);
      }
      return problems;
    }
  }

  private static String joined(List<Path> classPath) {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /// What the annotation rules and the compiler say, together. The parser's own complaints add
  /// nothing to the compiler's.
  private static List<Problem> problems(
      List<Path> sources, List<Path> classPath, List<Problem> compilerProblems) {
    var problems = new ArrayList<>(compilerProblems);
    try (var libraries = new ClassFiles(classPath.stream().filter(Files::exists).toList())) {
      problems.addAll(SourceSet.parse(sources).annotationProblems(libraries));
    }
    return Problem.sorted(problems);
  }
}
