package dev.carafe.image.reach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carafe.image.testing.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReachedCodeTest {
  private static final String APP =
      """
      package demo;
      public class App {
        static final int LIMIT = 3;
        public static void download(String name) {
          String text = clean(name);
          Runnable store = () -> new Store().put(text);
          store.run();
        }
        private static String clean(String name) { return name.strip(); }
        public static int unrelated() { return 1; }
        public static class Embedder { int size() { return 5; } }
      }
      """;
  private static final String STORE =
      """
      package demo;
      public class Store implements Sink {
        public void put(String text) { System.out.println(Names.upper(text)); }
      }
      """;
  private static final String SINK =
      """
      package demo;
      public interface Sink { default int size() { return 1; } void put(String text); }
      """;
  private static final String NAMES =
      """
      package demo;
      public class Names { static String upper(String text) { return text.toUpperCase(); } }
      """;

  @TempDir private Path temp;
  private int builds;

  private String key(String... sources) throws IOException {
    return key(List.of("-g"), sources);
  }

  private String key(List<String> options, String... sources) throws IOException {
    Path classes = Sources.compile(temp.resolve("b" + builds++), options, sources);
    return new ReachedCode(List.of(classes), List.of(), Path::toString)
        .key("demo.App", "download", "(Ljava/lang/String;)V");
  }

  @Test
  void commentsLinesAndNamesOfVariablesDoNotCount() throws IOException {
    String key = key(APP, STORE, SINK, NAMES);

    assertThat(
            key(
                APP.replace(
                        "String text = clean(name);",
                        "// first\n\n    String\n cleaned = clean(name);")
                    .replace("put(text)", "put(cleaned)"),
                "/** Where it goes. */\n" + STORE.replace("{ System", "{\n\n System"),
                SINK,
                NAMES))
        .isEqualTo(key);
    assertThat(key(List.of("-g:none"), APP, STORE, SINK, NAMES)).isEqualTo(key);
  }

  @Test
  void whateverTheFunctionReachesCounts() throws IOException {
    String key = key(APP, STORE, SINK, NAMES);

    assertThat(
            key(
                APP.replace("new Store().put(text)", "new Store().put(text + 1)"),
                STORE,
                SINK,
                NAMES))
        .as("its own code")
        .isNotEqualTo(key);
    assertThat(key(APP.replace("strip()", "trim()"), STORE, SINK, NAMES))
        .as("a method of its class")
        .isNotEqualTo(key);
    assertThat(key(APP, STORE, SINK, NAMES.replace("toUpperCase", "toLowerCase")))
        .as("a helper of a helper")
        .isNotEqualTo(key);
    assertThat(key(APP, STORE, SINK.replace("return 1", "return 2"), NAMES))
        .as("what a helper inherits")
        .isNotEqualTo(key);
  }

  @Test
  void whatItDoesNotReachDoesNotCount() throws IOException {
    String key = key(APP, STORE, SINK, NAMES);

    assertThat(
            key(
                APP.replace("return 1;", "return 2;").replace("return 5", "return 6"),
                STORE,
                SINK,
                NAMES,
                "package demo; public class Other {}"))
        .isEqualTo(key);
    assertThat(
            key(
                APP.replace(
                    "  public static void download",
                    "  @dev.carafe.annotations.Function(timeout = \"9m\") public static void download"),
                STORE,
                SINK,
                NAMES))
        .as("settings of the function as a service")
        .isEqualTo(key);
  }

  @Test
  void aClassOfWhichObjectsAreMadeCountsWhole() throws IOException {
    String made = APP.replace("new Store().put(text)", "new App().toString()");
    String changed = made.replace("return 1;", "return 2;");

    assertThat(key(made, STORE, SINK, NAMES)).isNotEqualTo(key(changed, STORE, SINK, NAMES));
  }

  @Test
  void theStaticInitialiserCounts() throws IOException {
    String app = APP.replace("LIMIT = 3", "LIMIT = Integer.parseInt(\"3\")");

    assertThat(key(app, STORE, SINK, NAMES))
        .isNotEqualTo(key(app.replace("\"3\"", "\"4\""), STORE, SINK, NAMES));
  }

  @Test
  void librariesThatAreReachedCountByTheirContent() throws IOException {
    Path library = Sources.compile(temp.resolve("lib"), NAMES);
    Path other = Sources.compile(temp.resolve("other"), "package other; public class Other {}");
    Path classes = Sources.compile(temp.resolve("app"), APP, STORE, SINK, NAMES);
    Files.delete(classes.resolve("demo/Names.class"));

    assertThat(key(classes, library, other, "one", "x"))
        .isNotEqualTo(key(classes, library, other, "two", "x"))
        .isEqualTo(key(classes, library, other, "one", "y"));
  }

  private static String key(
      Path classes, Path library, Path other, String libraryContent, String otherContent) {
    return new ReachedCode(
            List.of(classes),
            List.of(library, other),
            path -> path.equals(library) ? libraryContent : otherContent)
        .key("demo.App", "download", "(Ljava/lang/String;)V");
  }
}
