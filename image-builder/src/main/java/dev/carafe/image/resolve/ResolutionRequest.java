package dev.carafe.image.resolve;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;

/// Which artifacts are wanted, with which versions of what they need, and from where.
record ResolutionRequest(
    List<Dependency> dependencies, List<Dependency> managed, List<RemoteRepository> repositories) {
  ResolutionRequest {
    dependencies = List.copyOf(dependencies);
    managed = List.copyOf(managed);
    repositories = List.copyOf(repositories);
  }

  /// Artifacts from repositories, without those of Carafe itself.
  static ResolutionRequest of(List<Coordinates> wanted, List<RemoteRepository> repositories) {
    return new ResolutionRequest(
        wanted.stream()
            .filter(c -> !CarafeApi.has(c.groupId(), c.artifactId()))
            .map(c -> new Dependency(c.artifact(), "compile", false, CarafeApi.EXCLUSIONS))
            .toList(),
        List.of(),
        repositories);
  }

  /// All that the answer depends on, as text.
  String key() {
    return Stream.of(
            repositories.stream().map(r -> r.getId() + "=" + r.getUrl()),
            dependencies.stream().map(ResolutionRequest::text),
            managed.stream().map(d -> "managed " + text(d)))
        .flatMap(s -> s)
        .collect(Collectors.joining("\n"));
  }

  /// Whether the answer may change although the request does not.
  boolean changing() {
    return dependencies.stream()
        .map(d -> d.getArtifact().getVersion())
        .anyMatch(v -> v.endsWith("-SNAPSHOT") || v.matches("LATEST|RELEASE|.*[\\[(,].*"));
  }

  private static String text(Dependency dependency) {
    return "%s %s %s %s"
        .formatted(
            dependency.getArtifact(),
            dependency.getScope(),
            Optional.ofNullable(dependency.getOptional()).orElse(false),
            dependency.getExclusions().stream()
                .map(e -> e.getGroupId() + ":" + e.getArtifactId())
                .sorted()
                .toList());
  }
}
