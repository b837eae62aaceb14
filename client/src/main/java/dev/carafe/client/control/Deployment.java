package dev.carafe.client.control;

import dev.carafe.model.app.DeploymentSpec;
import dev.carafe.model.id.BlobId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One deploy: what, where its jars lie on this machine, and how old containers make way. With an
/// `ephemeralSession` the app ends when that session of this client does; with a `change` too it is
/// developed in that session: it has its plain name, and `change` says what differs from the
/// version before.
public record Deployment(
    DeploymentSpec spec,
    Map<BlobId, Path> jars,
    Strategy strategy,
    Optional<String> ephemeralSession,
    Optional<CodeChange> change) {

  /// How a new version takes over.
  public enum Strategy {
    /// New containers are ready before old ones go.
    ROLLING,
    /// Old containers go first.
    RECREATE
  }

  /// An app that is not being developed.
  public Deployment(
      DeploymentSpec spec,
      Map<BlobId, Path> jars,
      Strategy strategy,
      Optional<String> ephemeralSession) {
    this(spec, jars, strategy, ephemeralSession, Optional.empty());
  }

  public Deployment {
    jars = Map.copyOf(jars);
  }

  /// The same, of an app that is being developed.
  public Deployment developed(CodeChange codeChange) {
    return new Deployment(spec, jars, strategy, ephemeralSession, Optional.of(codeChange));
  }

  /// Its jars and other files, with their sizes.
  List<LocalFile> files() {
    return jars.entrySet().stream()
        .map(jar -> new LocalFile(jar.getValue(), jar.getKey(), Hashing.size(jar.getValue())))
        .toList();
  }
}
