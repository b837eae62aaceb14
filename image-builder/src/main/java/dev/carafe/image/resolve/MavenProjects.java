package dev.carafe.image.resolve;

import dev.carafe.image.problem.Place;
import dev.carafe.image.problem.Problem;
import dev.carafe.image.problem.UserCodeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelProblem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.RemoteRepository;

/// Reads Maven projects without running Maven: the effective model (parents, managed versions,
/// properties, profiles active by default) and from it the jars. Plugins are not run.
public final class MavenProjects {
  private final Artifacts artifacts;

  public MavenProjects(Artifacts artifacts) {
    this.artifacts = artifacts;
  }

  /// The project in `directory`; throws [UserCodeException] when its pom or its dependencies are
  /// broken.
  public MavenProject read(Path directory) {
    Map<String, Path> reactor = Reactor.of(directory);
    String key = artifacts.where() + ProjectLines.key(directory, reactor.values());
    Optional<MavenProject> known =
        artifacts.cache().find(key).flatMap(lines -> ProjectLines.read(directory, lines));
    return known.orElseGet(
        () -> {
          MavenProject project = read(directory, reactor);
          artifacts.cache().keep(key, ProjectLines.write(project));
          return project;
        });
  }

  private MavenProject read(Path directory, Map<String, Path> reactor) {
    Path pom = directory.resolve("pom.xml");
    try (MavenRepository repository = artifacts.open()) {
      Model model = effective(pom, repository);
      var remote = new ArrayList<Dependency>();
      var siblings = new ArrayList<Path>();
      for (Dependency dependency : model.getDependencies()) {
        if (!counts(dependency)) {
          continue;
        }
        Optional.ofNullable(reactor.get(dependency.getGroupId() + ":" + dependency.getArtifactId()))
            .ifPresentOrElse(siblings::add, () -> remote.add(dependency));
      }
      return new MavenProject(
          directory,
          model.getArtifactId(),
          folder(directory, model.getBuild().getSourceDirectory()),
          model.getBuild().getResources().stream()
              .map(r -> folder(directory, r.getDirectory()))
              .toList(),
          artifacts.jars(request(model, remote), new Place.InTarget(pom.toString())),
          siblings,
          model.getRepositories().stream()
              .collect(Collectors.toMap(r -> r.getId(), r -> r.getUrl())));
    }
  }

  private static boolean counts(Dependency dependency) {
    String scope = dependency.getScope() == null ? "compile" : dependency.getScope();
    return List.of("compile", "runtime", "provided").contains(scope)
        && !CarafeApi.has(dependency.getGroupId(), dependency.getArtifactId())
        && !"pom".equals(dependency.getType());
  }

  private static Model effective(Path pom, MavenRepository repository) {
    var request = new DefaultModelBuildingRequest();
    request.setPomFile(pom.toFile());
    request.setModelResolver(new PomResolver(repository));
    request.setProcessPlugins(false);
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    request.setSystemProperties(properties());
    try {
      return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    } catch (ModelBuildingException e) {
      throw new UserCodeException(
          e.getProblems().stream()
              .filter(p -> p.getSeverity() != ModelProblem.Severity.WARNING)
              .map(p -> problem(pom, p))
              .toList());
    }
  }

  /// Profiles and properties may ask for these.
  private static Properties properties() {
    var properties = new Properties();
    properties.putAll(System.getProperties());
    System.getenv().forEach((name, value) -> properties.setProperty("env." + name, value));
    return properties;
  }

  private static Problem problem(Path pom, ModelProblem problem) {
    Place place =
        problem.getLineNumber() > 0
            ? new Place.InSource(
                pom, problem.getLineNumber(), Math.max(1, problem.getColumnNumber()), 1)
            : new Place.InTarget(pom.toString());
    return new Problem(place, String.valueOf(problem.getMessage()), "", "correct the pom");
  }

  private static ResolutionRequest request(Model model, List<Dependency> wanted) {
    var repositories = new ArrayList<RemoteRepository>();
    model.getRepositories().stream().map(PomResolver::remote).forEach(repositories::add);
    if (repositories.stream().noneMatch(r -> r.getId().equals("central"))) {
      repositories.add(MavenRepository.CENTRAL);
    }
    List<Dependency> managed =
        model.getDependencyManagement() == null
            ? List.of()
            : model.getDependencyManagement().getDependencies();
    return new ResolutionRequest(
        wanted.stream().map(MavenProjects::aether).toList(),
        managed.stream()
            .filter(d -> !CarafeApi.has(d.getGroupId(), d.getArtifactId()))
            .map(MavenProjects::aether)
            .toList(),
        repositories);
  }

  private static org.eclipse.aether.graph.Dependency aether(Dependency dependency) {
    String type = dependency.getType() == null ? "jar" : dependency.getType();
    boolean tests = type.equals("test-jar");
    String classifier =
        dependency.getClassifier() != null ? dependency.getClassifier() : tests ? "tests" : "";
    var exclusions = new ArrayList<>(CarafeApi.EXCLUSIONS);
    dependency
        .getExclusions()
        .forEach(e -> exclusions.add(new Exclusion(e.getGroupId(), e.getArtifactId(), "*", "*")));
    String scope = dependency.getScope() == null ? "compile" : dependency.getScope();
    return new org.eclipse.aether.graph.Dependency(
        new DefaultArtifact(
            dependency.getGroupId(),
            dependency.getArtifactId(),
            classifier,
            tests ? "jar" : type,
            dependency.getVersion()),
        scope.equals("provided") ? "compile" : scope,
        dependency.getOptional() != null && dependency.isOptional(),
        exclusions);
  }

  private static Path folder(Path directory, String given) {
    Path folder = Path.of(given);
    Path absolute = directory.toAbsolutePath().normalize();
    // named as the user named the project, so that problems show the path they typed
    return folder.startsWith(absolute)
        ? directory.resolve(absolute.relativize(folder))
        : Files.isDirectory(folder) ? folder : directory.resolve(given);
  }
}
