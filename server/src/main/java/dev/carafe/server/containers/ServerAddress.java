package dev.carafe.server.containers;

/// Where the server listens, known once it does.
public final class ServerAddress {
  private volatile String address = "";
  private volatile String forContainers = "";

  public void set(String hostAndPort) {
    address = hostAndPort;
  }

  /// Where containers find it, when they do not share its network.
  public void setForContainers(String other) {
    forContainers = other;
  }

  public String value() {
    return address;
  }

  public String forContainers() {
    return forContainers.isEmpty() ? address : forContainers;
  }
}
