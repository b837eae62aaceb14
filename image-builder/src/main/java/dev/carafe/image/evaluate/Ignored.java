package dev.carafe.image.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The patterns of a `.dockerignore`, which start from its folder. As Docker has them: the last
/// line that matches a file or a folder above it decides, `!` takes back, `**` is any number of
/// folders, `[a-c]` one of some characters, and `\` takes the next one as it is.
final class Ignored {
  static final String FILE = ".dockerignore";

  private final Path folder;
  private final List<Rule> rules = new ArrayList<>();

  private record Rule(Pattern path, boolean ignore) {}

  /// Throws an IllegalArgumentException that names the pattern it cannot read.
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
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 2);
        if (end < 0) {
          throw new IllegalArgumentException("\"%s\": its [ has no ]".formatted(glob));
        }
        regex.append("(?!/)").append(oneOf(glob.substring(i + 1, end)));
        i = end;
      } else if (c == '\\') {
        if (++i == glob.length()) {
          throw new IllegalArgumentException("\"%s\": nothing follows its \\".formatted(glob));
        }
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
  }

  /// A class of a regular expression: ranges and a leading `^` mean the same there, all else is
  /// itself.
  private static String oneOf(String characters) {
    boolean others = characters.startsWith("^");
    String text = (others ? characters.substring(1) : characters).replaceAll("[\\[&^]", "\\\\$0");
    return (others ? "[^" : "[") + text + "]";
  }
}
