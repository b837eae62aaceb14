package dev.carafe.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.carafe.cli.docs.Page.Block;
import dev.carafe.client.Carafe;
import dev.carafe.image.ReadTarget;
import dev.carafe.image.TargetReader;
import dev.carafe.image.problem.UserCodeException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Java in the handbook. A block is a whole file, which `carafe run` could take, or says `java
/// fragment` after its fence: then its lines stand in a source that is compiled. `…` in a fragment
/// stands for any lines.
final class ExamplesTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:final )?class (\\w+)");
  @TempDir Path folder;

  @Test
  void wholeFilesAreReadWithoutAProblem() throws IOException {
    TargetReader reader = reader();
    int read = 0;
    for (Page page : Page.handbook()) {
      for (Block block : page.blocks("java")) {
        if (block.remark().isEmpty()) {
          read(reader, write(page, block), page.place(block));
          read++;
        }
      }
    }
    assertThat(read).as("whole files in the handbook").isPositive();
  }

  @Test
  void exampleFilesAreReadWithoutAProblem() {
    TargetReader reader = reader();
    for (Path file : Page.below(Page.root().resolve("docs/examples"), ".java")) {
      read(reader, file, file.toString());
    }
  }

  @Test
  void fragmentsStandInSourcesThatAreCompiled() {
    List<List<String>> sources = sources();
    for (Page page : Page.handbook()) {
      for (Block block : page.blocks("java")) {
        if (block.remark().equals("fragment")) {
          List<String> wanted = plain(block.text());
          assertThat(sources.stream().anyMatch(source -> holds(source, wanted)))
              .as("%s: a source with these lines:%n%s", page.place(block), block.text())
              .isTrue();
        } else {
          assertThat(block.remark()).as(page.place(block)).isEmpty();
        }
      }
    }
  }

  private static ReadTarget read(TargetReader reader, Path file, String place) {
    try {
      return reader.read(file.toString());
    } catch (UserCodeException e) {
      return fail("%s: %s", place, e.problems());
    }
  }

  private Path write(Page page, Block block) throws IOException {
    Matcher type = TYPE.matcher(block.text());
    assertThat(type.find())
        .as("%s: a class, or \"java fragment\" after the fence", page.place(block))
        .isTrue();
    Path own = Files.createTempDirectory(folder, "block");
    return Files.writeString(own.resolve(type.group(1) + ".java"), block.text());
  }

  private TargetReader reader() {
    return new TargetReader(api(), folder.resolve("cache"), _ -> {});
  }

  /// What the launcher lets user code compile against.
  private static List<Path> api() {
    try {
      return List.of(
          home(Carafe.class),
          home(Class.forName("dev.carafe.annotations.App")),
          home(org.jspecify.annotations.Nullable.class));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /// The jar or folder that a class is from.
  static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static List<List<String>> sources() {
    Stream<String> blocks =
        Page.handbook().stream()
            .flatMap(p -> p.blocks("java").stream())
            .filter(b -> b.remark().isEmpty())
            .map(Block::text);
    Stream<String> files =
        Stream.of("docs/examples", "sample-apps")
            .flatMap(f -> Page.below(Page.root().resolve(f), ".java").stream())
            .map(f -> Page.read(f).text());
    return Stream.concat(blocks, files).map(ExamplesTest::plain).toList();
  }

  /// Lines without indentation, remarks and blank ones.
  private static List<String> plain(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("(^|\\s+)//(?!DEPS).*", "").strip().replaceAll("\\s+", " "))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static boolean holds(List<String> source, List<String> wanted) {
    for (int start = 0; start < source.size(); start++) {
      if (fits(source, start, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(List<String> source, int start, List<String> wanted) {
    int at = start;
    boolean gap = false;
    for (String line : wanted) {
      if (line.equals("…")) {
        gap = true;
        continue;
      }
      while (gap && at < source.size() && !source.get(at).equals(line)) {
        at++;
      }
      if (at >= source.size() || !source.get(at).equals(line)) {
        return false;
      }
      at++;
      gap = false;
    }
    return true;
  }

  @Test
  void aFragmentMayLeaveLinesOut() {
    List<String> source = Arrays.asList("a", "b", "c", "d");
    assertThat(holds(source, List.of("b", "c"))).isTrue();
    assertThat(holds(source, List.of("a", "…", "d"))).isTrue();
    assertThat(holds(source, List.of("a", "c"))).isFalse();
    assertThat(holds(source, List.of("c", "…", "a"))).isFalse();
  }
}
