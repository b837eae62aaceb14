package dev.carafe.image.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/// Small programs of tests, written to disk and compiled there.
public final class Sources {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile("public (?:final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)");

  /// Stands in for the client, which user code names.
  public static final String CARAFE =
      """
      package dev.carafe.client;
      public interface Carafe {}
      """;

  private Sources() {}

  /// Writes sources below `root`, each at the place its package and first type ask for.
  public static List<Path> write(Path root, String... sources) throws IOException {
    var files = new ArrayList<Path>();
    for (String source : sources) {
      Matcher inPackage = PACKAGE.matcher(source);
      String folder = inPackage.find() ? inPackage.group(1).replace('.', '/') : "";
      Matcher type = TYPE.matcher(source);
      assertThat(type.find()).as("a type in: " + source).isTrue();
      Path file = root.resolve(folder).resolve(type.group(1) + ".java");
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
      files.add(file);
    }
    return files;
  }

  /// Compiles sources into a folder of class files, with names of parameters.
  public static Path compile(Path root, String... sources) throws IOException {
    return compile(root, List.of("-parameters"), sources);
  }

  /// Compiles sources with these compiler options.
  public static Path compile(Path root, List<String> options, String... sources)
      throws IOException {
    var all = new ArrayList<>(List.of(sources));
    all.add(CARAFE);
    List<Path> files = write(root.resolve("src"), all.toArray(String[]::new));
    Path classes = Files.createDirectories(root.resolve("classes"));
    var arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-d", classes.toString(), "-proc:none", "-nowarn"));
    var messages = new StringWriter();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  arguments,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(done).as(messages.toString()).isTrue();
    }
    return classes;
  }
}
