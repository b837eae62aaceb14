package dev.carafe.image.resolve;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/// The projects that are built together with one: all modules below its topmost parent on disk.
final class Reactor {
  private Reactor() {}

  /// Folders by `group:artifact`.
  static Map<String, Path> of(Path directory) {
    Path top = directory;
    for (Path pom : lineage(directory)) {
      top = pom.getParent() == null ? Path.of("") : pom.getParent();
    }
    var projects = new HashMap<String, Path>();
    collect(top, projects);
    return projects;
  }

  /// The pom of a project and those of its parents, as far as they are on disk.
  static List<Path> lineage(Path directory) {
    return Stream.iterate(
            Optional.of(directory.resolve("pom.xml")).filter(Files::isRegularFile),
            Optional::isPresent,
            pom -> pom.flatMap(Reactor::parent))
        .flatMap(Optional::stream)
        .limit(64) // a pom that is its own parent is Maven's to refuse
        .toList();
  }

  private static Optional<Path> parent(Path pom) {
    Parent parent = read(pom).map(Model::getParent).orElse(null);
    if (parent == null || parent.getRelativePath() == null || parent.getRelativePath().isEmpty()) {
      return Optional.empty();
    }
    Path found =
        pom.toAbsolutePath().normalize().resolveSibling(parent.getRelativePath()).normalize();
    Path file = Files.isDirectory(found) ? found.resolve("pom.xml") : found;
    return Optional.of(file).filter(Files::isRegularFile);
  }

  private static void collect(Path directory, Map<String, Path> projects) {
    read(directory.resolve("pom.xml"))
        .ifPresent(
            model -> {
              String group =
                  model.getGroupId() == null && model.getParent() != null
                      ? model.getParent().getGroupId()
                      : model.getGroupId();
              boolean fresh =
                  projects.putIfAbsent(group + ":" + model.getArtifactId(), directory) == null;
              if (fresh) {
                model
                    .getModules()
                    .forEach(m -> collect(directory.resolve(m).normalize(), projects));
              }
            });
  }

  /// What does not parse is reported where the project itself is read.
  private static Optional<Model> read(Path pom) {
    if (!Files.isRegularFile(pom)) {
      return Optional.empty();
    }
    try (Reader in = Files.newBufferedReader(pom)) {
      return Optional.of(new MavenXpp3Reader().read(in, false));
    } catch (XmlPullParserException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + pom + " failed", e);
    }
  }
}
