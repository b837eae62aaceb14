package dev.carafe.image.source;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import dev.carafe.image.resolve.Artifacts;
import dev.carafe.image.resolve.Coordinates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What comment lines at the start of a line say about how to build a file, as in JBang: `//DEPS
/// group:artifact:version …`, `//REPOS name=url …` (then only these are asked; `mavencentral` is
/// one too), `//SOURCES Other.java …`.
public record Directives(
    List<Coordinates> dependencies, Map<String, String> repositories, List<Path> sources) {
  private static final Pattern LINE = Pattern.compile("//(DEPS|REPOS|SOURCES)\\s+(.*)");
  private static final Pattern WORD = Pattern.compile("[^\\s,;]+");

  public Directives {
    dependencies = List.copyOf(dependencies);
    repositories = Map.copyOf(repositories);
    sources = List.copyOf(sources);
  }

  /// Reads the directives of a file and of the sources that it names.
  public static Directives of(Path javaFile) {
    var reader = new Reader();
    reader.read(javaFile);
    if (!reader.problems.isEmpty()) {
      throw new UserCodeException(reader.problems);
    }
    return new Directives(reader.dependencies, reader.repositories, reader.sources);
  }

  private static final class Reader {
    private final List<Coordinates> dependencies = new ArrayList<>();
    private final Map<String, String> repositories = new LinkedHashMap<>();
    private final List<Path> sources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void read(Path file) {
      if (sources.contains(file)) {
        return;
      }
      sources.add(file);
      List<String> lines = lines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher line = LINE.matcher(lines.get(i));
        if (line.lookingAt()) {
          readWords(line, file, i + 1);
        }
      }
    }

    private void readWords(Matcher line, Path file, int number) {
      Matcher words = WORD.matcher(line.group(2));
      while (words.find() && !words.group().startsWith("//")) {
        var place =
            new Place.InSource(
                file, number, line.start(2) + words.start() + 1, words.group().length());
        switch (line.group(1)) {
          case "DEPS" -> addDependency(words.group(), place);
          case "REPOS" -> addRepository(words.group(), place);
          default -> addSource(words.group(), file, place);
        }
      }
    }

    private void addDependency(String word, Place place) {
      try {
        dependencies.add(Coordinates.parse(word));
      } catch (IllegalArgumentException e) {
        problems.add(
            new Problem(
                place,
                "\"%s\" names no Maven artifact".formatted(word),
                "an artifact has a group, a name and a version",
                "write it like //DEPS com.acme:tools:1.2"));
      }
    }

    private void addRepository(String word, Place place) {
      int equals = word.indexOf('=');
      String url = word.substring(equals + 1);
      if (word.equals("mavencentral") || word.equals("central")) {
        repositories.put("central", Artifacts.CENTRAL_URL);
        return;
      }
      if (url.matches("(https?|file):.+")) {
        String id = equals > 0 ? word.substring(0, equals) : url.replaceAll("[^A-Za-z0-9]+", "-");
        repositories.put(id, url);
      } else {
        problems.add(
            new Problem(
                place,
                "\"%s\" names no repository".formatted(word),
                "a repository is a URL, maybe with a name before it",
                "write it like //REPOS acme=https://repo.acme.com/maven"));
      }
    }

    private void addSource(String word, Path file, Place place) {
      Path source = file.resolveSibling(word);
      if (Files.isRegularFile(source)) {
        read(source);
      } else {
        problems.add(
            new Problem(
                place,
                "there is no file " + source,
                "//SOURCES names files beside this one",
                "correct the name"));
      }
    }

    private static List<String> lines(Path file) {
      try {
        return Files.readAllLines(file);
      } catch (IOException e) {
        throw new UncheckedIOException("Reading " + file + " failed", e);
      }
    }
  }
}
