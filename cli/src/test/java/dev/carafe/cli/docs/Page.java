package dev.carafe.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A page of the handbook and the code blocks in it.
record Page(Path file, String text, List<Block> blocks) {

  /// A block of code: the words after the fence, the number of its first line, its lines.
  record Block(String language, String remark, int line, String text) {}

  /// The root of the checkout.
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("carafe"))) {
      folder =
          Objects.requireNonNull(folder.getParent(), "no checkout above the working directory");
    }
    return folder;
  }

  /// README, CONTRIBUTING and all below `docs`.
  static List<Page> handbook() {
    return pages(
        Stream.concat(
            Stream.of(root().resolve("README.md"), root().resolve("CONTRIBUTING.md")),
            below(root().resolve("docs"), ".md").stream()));
  }

  /// The handbook and the READMEs of modules and sample apps.
  static List<Page> all() {
    List<Path> readmes = new ArrayList<>(below(root().resolve("sample-apps"), "README.md"));
    try (Stream<Path> modules = Files.list(root())) {
      modules.map(m -> m.resolve("README.md")).filter(Files::exists).forEach(readmes::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Stream.concat(handbook().stream(), pages(readmes.stream()).stream()).distinct().toList();
  }

  private static List<Page> pages(Stream<Path> files) {
    return files.sorted().map(Page::read).toList();
  }

  /// Files below a folder, but for what a build made.
  static List<Path> below(Path folder, String end) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(end) && !f.toString().contains("/target/"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Page read(Path file) {
    try {
      String text = Files.readString(file);
      return new Page(file, text, parsed(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Block> parsed(String text) {
    List<Block> blocks = new ArrayList<>();
    Optional<String> fence = Optional.empty();
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (stripped.startsWith("```") && fence.isEmpty()) {
        fence = Optional.of(stripped.substring(3).strip());
        lines.clear();
      } else if (stripped.equals("```") && fence.isPresent()) {
        String[] words = fence.get().split(" ", 2);
        blocks.add(
            new Block(
                words[0],
                words.length > 1 ? words[1] : "",
                number - lines.size(),
                String.join("\n", lines)));
        fence = Optional.empty();
      } else if (fence.isPresent()) {
        lines.add(line);
      }
    }
    return List.copyOf(blocks);
  }

  List<Block> blocks(String language) {
    return blocks.stream().filter(b -> b.language().equals(language)).toList();
  }

  /// `docs/cli.md:12`, to find it again.
  String place(Block block) {
    return root().relativize(file) + ":" + block.line();
  }
}
