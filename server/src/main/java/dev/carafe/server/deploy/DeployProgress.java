package dev.carafe.server.deploy;

/// Hears how a deployment goes.
public interface DeployProgress {
  void progress(String line);

  void warning(String line);

  /// Whether nobody waits for it any more.
  boolean isGone();
}
