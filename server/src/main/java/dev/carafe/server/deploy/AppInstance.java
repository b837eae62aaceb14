package dev.carafe.server.deploy;

import dev.carafe.model.app.DeploymentSpec;
import java.time.Instant;

/// One version of an app in service. `instance` is unique among apps in service: the app's name,
/// or, for the app of a run, its name with the session's mark. `session` is empty for a deployed
/// app.
public record AppInstance(
    String instance, long version, DeploymentSpec deployment, Instant deployedAt, String session) {

  /// The name people know it by.
  public String name() {
    return deployment.app().name();
  }

  public boolean ephemeral() {
    return !session.isEmpty();
  }

  /// Whether somebody works on it: it lives with a session, yet everybody finds it by its name, and
  /// its containers may be given new code.
  public boolean developed() {
    return ephemeral() && instance.equals(name());
  }
}
