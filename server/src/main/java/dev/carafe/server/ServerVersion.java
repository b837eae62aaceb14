package dev.carafe.server;

/// The version of this server.
public final class ServerVersion {
  public static final String TEXT = "0.1.0";

  private ServerVersion() {}
}
