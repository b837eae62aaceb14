package dev.carafe.image.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A [MavenProject] as lines of a cache, and the key it is kept under: all poms it can depend on.
final class ProjectLines {
  private ProjectLines() {}

  static String key(Path directory, Collection<Path> reactor) {
    var poms = new TreeSet<Path>();
    Stream.concat(
            Reactor.lineage(directory).stream(), reactor.stream().map(d -> d.resolve("pom.xml")))
        .map(pom -> pom.toAbsolutePath().normalize())
        .forEach(poms::add);
    var key = new StringBuilder("project " + directory + " on Java " + Runtime.version());
    for (Path pom : poms) {
      key.append('\n').append(pom).append('\n').append(content(pom));
    }
    return key.toString();
  }

  private static String content(Path pom) {
    try {
      return Files.isRegularFile(pom) ? Files.readString(pom) : "";
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + pom + " failed", e);
    }
  }

  static List<String> write(MavenProject project) {
    var lines = new ArrayList<String>();
    lines.add("name " + project.name());
    lines.add("sources " + project.sources());
    project.resources().forEach(r -> lines.add("resources " + r));
    project.jars().forEach(j -> lines.add("jar " + j));
    project.siblings().forEach(s -> lines.add("sibling " + s));
    project.repositories().forEach((id, url) -> lines.add("repository " + id + " " + url));
    return lines;
  }

  /// Empty when a jar is gone or may have changed under its name.
  static Optional<MavenProject> read(Path directory, List<String> lines) {
    List<Path> jars = paths("jar", lines).toList();
    return jars.stream().allMatch(j -> Files.isRegularFile(j) && !changing(j))
        ? Optional.of(
            new MavenProject(
                directory,
                values("name", lines).findFirst().orElseThrow(),
                paths("sources", lines).findFirst().orElseThrow(),
                paths("resources", lines).toList(),
                jars,
                paths("sibling", lines).toList(),
                values("repository", lines)
                    .map(l -> l.split(" ", 2))
                    .collect(Collectors.toMap(l -> l[0], l -> l[1]))))
        : Optional.empty();
  }

  private static boolean changing(Path jar) {
    return jar.toString().contains("-SNAPSHOT");
  }

  private static Stream<Path> paths(String word, List<String> lines) {
    return values(word, lines).map(Path::of);
  }

  private static Stream<String> values(String word, List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith(word + " "))
        .map(l -> l.substring(word.length() + 1));
  }
}
