package dev.carafe.server.containers;

import java.util.concurrent.atomic.AtomicReference;

/// Where the server listens, known once it does.
public final class ServerAddress {
  private final AtomicReference<String> address = new AtomicReference<>("");

  public void set(String hostAndPort) {
    address.set(hostAndPort);
  }

  public String value() {
    return address.get();
  }
}
