package dev.carafe.cli.command;

import dev.carafe.model.file.FileWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The keys that Amazon's own tools would take: those of the environment, else those of a profile
/// in `~/.aws/credentials`. None where there are none.
record AwsKeys(Map<String, String> env, Path home) {
  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
  private static final String TOKEN = "AWS_SESSION_TOKEN";

  /// By the names of the variables. A profile that is named, and is not there, is refused.
  Map<String, String> values(String profile) {
    if (profile.isEmpty() && !env.getOrDefault(ID, "").isEmpty()) {
      return picked(env, ID, SECRET, TOKEN);
    }
    String wanted = profile.isEmpty() ? env.getOrDefault("AWS_PROFILE", "") : profile;
    Optional<Map<String, String>> found = profile(wanted.isEmpty() ? "default" : wanted);
    if (found.isEmpty() && !wanted.isEmpty()) {
      throw new UsageException(
          "There is no profile %s with keys in %s. Name another one, or set %s and %s."
              .formatted(wanted, file(), ID, SECRET));
    }
    return found.orElse(Map.of());
  }

  /// The region that the environment names, or nothing.
  String region() {
    return env.getOrDefault("AWS_REGION", env.getOrDefault("AWS_DEFAULT_REGION", ""));
  }

  private Path file() {
    String named = env.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "");
    return named.isEmpty() ? home.resolve(".aws/credentials") : Path.of(named);
  }

  private Optional<Map<String, String>> profile(String name) {
    Map<String, String> values = new TreeMap<>();
    String section = "";
    for (String line : lines()) {
      String text = line.strip();
      int equals = text.indexOf('=');
      if (text.startsWith("[") && text.endsWith("]")) {
        section = text.substring(1, text.length() - 1).strip();
      } else if (section.equals(name) && equals > 0 && !text.startsWith("#")) {
        values.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
      }
    }
    Map<String, String> keys = new TreeMap<>();
    for (String variable : new String[] {ID, SECRET, TOKEN}) {
      Optional.ofNullable(values.get(variable.toLowerCase(Locale.ROOT)))
          .ifPresent(value -> keys.put(variable, value));
    }
    return keys.containsKey(ID) && keys.containsKey(SECRET) ? Optional.of(keys) : Optional.empty();
  }

  private Iterable<String> lines() {
    try {
      return Files.isReadable(file()) ? Files.readAllLines(file()) : List.of();
    } catch (IOException e) {
      throw new CommandException("Cannot read %s: %s".formatted(file(), FileWords.of(e)));
    }
  }

  private static Map<String, String> picked(Map<String, String> from, String... names) {
    Map<String, String> picked = new TreeMap<>();
    for (String name : names) {
      Optional.ofNullable(from.get(name)).ifPresent(value -> picked.put(name, value));
    }
    return picked;
  }
}
