package dev.carafe.server;

import java.util.Objects;

/// The version of this server.
public final class ServerVersion {
  public static final String TEXT =
      Objects.requireNonNullElse(
          ServerVersion.class.getPackage().getImplementationVersion(), "dev");

  private ServerVersion() {}
}
