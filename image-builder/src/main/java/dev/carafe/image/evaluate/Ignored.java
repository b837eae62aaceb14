package dev.carafe.image.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The patterns of a `.dockerignore`, which start from its folder. As Docker has them: the last
/// line that matches a file or a folder above it decides, `!` takes back, `**` is any number of
/// folders.
final class Ignored {
  static final String FILE = ".dockerignore";

  private final Path folder;
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern path, boolean ignore) {}

  Ignored(Path folder, List<String> lines) {
    this.folder = folder;
    for (String line : lines) {
      String text = line.strip();
      boolean ignore = !text.startsWith("!");
      String pattern = (ignore ? text : text.substring(1).strip()).replaceAll("^/+|/+$", "");
      if (!pattern.isEmpty() && !text.startsWith("#")) {
        rules.add(new Rule(pattern(pattern), ignore));
      }
    }
  }

  boolean matches(Path file) {
    String path = LocalFiles.relative(folder, file);
    boolean ignored = path.equals(FILE);
    for (Rule rule : rules) {
      if (rule.path.matcher(path).matches()) {
        ignored = rule.ignore;
      }
    }
    return ignored;
  }

  /// Matches the path itself and all below it.
  private static Pattern pattern(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
  }
}
