package dev.carafe.server.containers;

/// Where the server listens, known once it does.
public final class ServerAddress {
  private volatile String address = "";

  public void set(String hostAndPort) {
    address = hostAndPort;
  }

  public String value() {
    return address;
  }
}
