package dev.carafe.image.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.DependencyNode;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/// Maven Resolver, set up as Maven would. Opened for one piece of work and closed after it; for one
/// thread.
final class MavenRepository implements AutoCloseable {
  /// Where artifacts come from unless someone says otherwise.
  static final RemoteRepository CENTRAL =
      new RemoteRepository.Builder("central", "default", Artifacts.CENTRAL_URL).build();

  private final RepositorySystem system;
  private final CloseableSession session;

  private MavenRepository(RepositorySystem system, CloseableSession session) {
    this.system = system;
    this.session = session;
  }

  static MavenRepository open(MavenSettings settings, Consumer<String> progress) {
    RepositorySystem system = new RepositorySystemSupplier().get();
    var builder = new SessionBuilderSupplier(system).get();
    settings.apply(builder);
    builder.setTransferListener(new TransferProgress(progress));
    builder.setSystemProperties(System.getProperties());
    return new MavenRepository(system, builder.build());
  }

  /// The jars of a request and of all they need at compile and run time.
  List<Path> jars(ResolutionRequest request) throws DependencyResolutionException {
    var collect = new CollectRequest();
    collect.setDependencies(request.dependencies());
    collect.setManagedDependencies(request.managed());
    collect.setRepositories(effective(request.repositories()));
    return system
        .resolveDependencies(session, new DependencyRequest(collect, MavenRepository::runs))
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .map(Artifact::getPath)
        .distinct()
        .toList();
  }

  /// Whether something is on the class path when code runs.
  private static boolean runs(DependencyNode node, List<DependencyNode> parents) {
    return node.getDependency() == null
        || Set.of("compile", "runtime").contains(node.getDependency().getScope());
  }

  /// One artifact without its dependencies.
  Path file(Artifact artifact, List<RemoteRepository> repositories)
      throws ArtifactResolutionException {
    var request = new ArtifactRequest(artifact, effective(repositories), null);
    return system.resolveArtifact(session, request).getArtifact().getPath();
  }

  /// With mirrors, proxies and credentials.
  private List<RemoteRepository> effective(List<RemoteRepository> repositories) {
    return system.newResolutionRepositories(session, repositories);
  }

  @Override
  public void close() {
    session.close();
    system.shutdown();
  }
}
