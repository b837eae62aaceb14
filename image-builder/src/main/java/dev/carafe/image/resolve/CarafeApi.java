package dev.carafe.image.resolve;

import java.util.List;
import java.util.Set;
import org.eclipse.aether.graph.Exclusion;

/// Carafe's own artifacts. They come with Carafe: on the class path when user code is compiled,
/// from the agent when it runs. No repository is asked for them.
final class CarafeApi {
  private static final String GROUP = "dev.carafe";
  private static final Set<String> ARTIFACTS =
      Set.of("carafe-annotations", "carafe-client", "carafe-protocol", "carafe-model");

  /// Keeps them out of what libraries bring along.
  static final List<Exclusion> EXCLUSIONS =
      ARTIFACTS.stream().sorted().map(a -> new Exclusion(GROUP, a, "*", "*")).toList();

  private CarafeApi() {}

  static boolean has(String groupId, String artifactId) {
    return groupId.equals(GROUP) && ARTIFACTS.contains(artifactId);
  }
}
