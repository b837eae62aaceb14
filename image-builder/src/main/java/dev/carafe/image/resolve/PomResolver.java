package dev.carafe.image.resolve;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelSource;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/// Finds poms that are not beside the project: parents and imported lists of versions.
@SuppressWarnings("deprecation") // ModelSource, which the interface to implement still names
final class PomResolver implements ModelResolver {
  private final MavenRepository repository;
  private final List<RemoteRepository> remotes;

  PomResolver(MavenRepository repository) {
    this(repository, List.of(MavenRepository.CENTRAL));
  }

  private PomResolver(MavenRepository repository, List<RemoteRepository> remotes) {
    this.repository = repository;
    this.remotes = new ArrayList<>(remotes);
  }

  @Override
  public ModelSource resolveModel(String groupId, String artifactId, String version)
      throws UnresolvableModelException {
    try {
      var pom = new DefaultArtifact(groupId, artifactId, "", "pom", version);
      return new FileModelSource(repository.file(pom, remotes).toFile());
    } catch (ArtifactResolutionException e) {
      throw new UnresolvableModelException(e.getMessage(), groupId, artifactId, version, e);
    }
  }

  @Override
  public ModelSource resolveModel(Parent parent) throws UnresolvableModelException {
    return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
  }

  @Override
  public ModelSource resolveModel(Dependency dependency) throws UnresolvableModelException {
    return resolveModel(
        dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
  }

  @Override
  public void addRepository(Repository added) {
    addRepository(added, false);
  }

  @Override
  public void addRepository(Repository added, boolean replace) {
    boolean known = remotes.removeIf(r -> replace && r.getId().equals(added.getId()));
    if (known || remotes.stream().noneMatch(r -> r.getId().equals(added.getId()))) {
      remotes.add(remote(added));
    }
  }

  static RemoteRepository remote(Repository repository) {
    return new RemoteRepository.Builder(repository.getId(), "default", repository.getUrl()).build();
  }

  @Override
  public ModelResolver newCopy() {
    return new PomResolver(repository, remotes);
  }
}
