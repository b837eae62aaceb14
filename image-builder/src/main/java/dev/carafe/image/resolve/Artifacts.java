package dev.carafe.image.resolve;

import dev.carafe.image.cache.LineCache;
import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyResolutionException;

/// Finds jars for coordinates. An answer is remembered, so that asking again needs neither a
/// network nor a look at any pom.
public final class Artifacts {
  /// Where Maven Central is.
  public static final String CENTRAL_URL = "https://repo.maven.apache.org/maven2";

  private final MavenSettings settings;
  private final LineCache cache;
  private final Consumer<String> progress;

  /// `cache` is a directory for answers; `progress` hears a line for each download.
  public Artifacts(MavenSettings settings, Path cache, Consumer<String> progress) {
    this.settings = settings;
    this.cache = new LineCache(cache);
    this.progress = progress;
  }

  /// The jars of these artifacts and of all they need. `repositories` are URLs by id; none means
  /// Maven Central. `place` is who asks, for problems.
  public List<Path> jars(List<Coordinates> wanted, Map<String, String> repositories, Place place) {
    var remote = new ArrayList<RemoteRepository>();
    repositories.forEach(
        (id, url) -> remote.add(new RemoteRepository.Builder(id, "default", url).build()));
    if (remote.isEmpty()) {
      remote.add(MavenRepository.CENTRAL);
    }
    return jars(ResolutionRequest.of(wanted, remote), place);
  }

  List<Path> jars(ResolutionRequest request, Place place) {
    if (request.dependencies().isEmpty()) {
      return List.of();
    }
    String key = where() + request.key();
    Optional<List<Path>> known =
        request.changing()
            ? Optional.empty()
            : cache
                .find(key)
                .map(lines -> lines.stream().map(Path::of).toList())
                .filter(jars -> jars.stream().allMatch(Files::isRegularFile));
    return known.orElseGet(
        () -> {
          List<Path> jars = fetch(request, place);
          cache.keep(key, jars.stream().map(Path::toString).toList());
          return jars;
        });
  }

  private List<Path> fetch(ResolutionRequest request, Place place) {
    progress.accept(
        "Resolving "
            + String.join(
                ", ",
                request.dependencies().stream()
                    .map(d -> d.getArtifact().getArtifactId())
                    .limit(4)
                    .toList())
            + (request.dependencies().size() > 4 ? " and more" : ""));
    try (MavenRepository repository = open()) {
      return repository.jars(request);
    } catch (DependencyResolutionException e) {
      throw new UserCodeException(problems(e, place));
    }
  }

  MavenRepository open() {
    return MavenRepository.open(settings, progress);
  }

  /// Tells answers for one local repository from those for another.
  String where() {
    return settings.localRepository() + "\n";
  }

  LineCache cache() {
    return cache;
  }

  private static List<Problem> problems(DependencyResolutionException failure, Place place) {
    List<String> missing =
        failure.getResult() == null
            ? List.of()
            : failure.getResult().getArtifactResults().stream()
                .filter(ArtifactResult::isMissing)
                .map(r -> r.getRequest().getArtifact().toString())
                .distinct()
                .toList();
    return missing.isEmpty()
        ? List.of(problem("the dependencies cannot be resolved", failure, place))
        : missing.stream()
            .map(m -> problem("%s cannot be resolved".formatted(m), failure, place))
            .toList();
  }

  private static Problem problem(String what, RepositoryException failure, Place place) {
    return new Problem(
        place,
        what,
        String.valueOf(failure.getMessage()).replaceAll("\\s+", " "),
        "check group, artifact and version, the network, and the repositories");
  }
}
