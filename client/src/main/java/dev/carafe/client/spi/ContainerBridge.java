package dev.carafe.client.spi;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/// What the agent of a container offers to user code through the client's API. The agent installs
/// it once, before the user's class is loaded; [ContainerBridge#installed()] is empty elsewhere.
public interface ContainerBridge {

  /// The call that the current thread works for. `deadline` is when its attempt times out.
  record Current(String callId, String inputId, int attempt, Optional<Instant> deadline) {}

  /// `host:port` of the server, for calls made from here.
  String serverAddress();

  /// The token for calls made from here; empty when none is needed.
  Optional<String> token();

  /// The name of the app that this container serves, as deployed.
  String app();

  /// This container.
  String containerId();

  /// The input that the current thread works for; empty outside of one, for example in `@Enter`.
  Optional<Current> current();

  /// Where the Volume is mounted; empty when this container does not mount it.
  Optional<Path> mountPath(String volume);

  /// Commits this container's changes; gives the version that has them.
  long commit(String volume);

  /// Moves this container's view to the newest version. An IllegalStateException's message says why
  /// it was refused.
  void reload(String volume);

  /// Makes `bridge` the one of this JVM.
  static void install(ContainerBridge bridge) {
    InstalledBridge.set(bridge);
  }

  /// The bridge of this JVM, if it is a container.
  static Optional<ContainerBridge> installed() {
    return InstalledBridge.current();
  }
}
